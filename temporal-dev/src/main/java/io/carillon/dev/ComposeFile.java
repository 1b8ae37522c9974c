package io.carillon.dev;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** docker-compose.yml: what each service is started with, for starting it without containers. */
final class ComposeFile {
    // ${NAME:-default}, the only form the file uses; $$ is a dollar sign.
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

    private final Map<String, @Nullable Object> services;
    private final Map<String, @Nullable Object> configs;
    private final Map<String, String> environment;

    private ComposeFile(Map<String, @Nullable Object> file, Map<String, String> environment) {
        this.services = member(file, "services");
        this.configs = member(file, "configs");
        this.environment = environment;
    }

    static ComposeFile read(Path file, Map<String, String> environment) throws IOException {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return new ComposeFile(yaml.load(Files.readString(file)), environment);
    }

    /**
     * The service's environment with its defaults filled in. A variable without a value is the one
     * outside, if there is one (docs.docker.com/reference/compose-file/services, environment).
     */
    Map<String, String> environment(String service) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> each :
                member(service(service), "environment").entrySet()) {
            String value =
                    each.getValue() == null
                            ? environment.get(each.getKey())
                            : filledIn(String.valueOf(each.getValue()));
            if (value != null) {
                all.put(each.getKey(), value);
            }
        }
        return all;
    }

    /** The words the service's image is started with; empty when the image knows them itself. */
    List<String> command(String service) {
        List<String> words = new ArrayList<>();
        if (service(service).get("command") instanceof List<?> list) {
            list.forEach(word -> words.add(filledIn(String.valueOf(word))));
        }
        return words;
    }

    /** The text of one of the file's configs. */
    String config(String name) {
        return String.valueOf(member(configs, name).get("content")).replace("$$", "$");
    }

    private String filledIn(String text) {
        return VARIABLE.matcher(text).replaceAll(this::value);
    }

    private String value(MatchResult variable) {
        return environment.getOrDefault(variable.group(1), variable.group(2));
    }

    private Map<String, @Nullable Object> service(String name) {
        return member(services, name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> member(
            Map<String, @Nullable Object> of, String name) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(of.get(name), name);
    }
}
