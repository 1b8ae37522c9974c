package io.carillon.dev;

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

    private final Map<String, Object> services;
    private final Map<String, Object> configs;
    private final Map<String, String> environment;

    private ComposeFile(Map<String, Object> file, Map<String, String> environment) {
        this.services = member(file, "services");
        this.configs = member(file, "configs");
        this.environment = environment;
    }

    static ComposeFile read(Path file, Map<String, String> environment) throws IOException {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return new ComposeFile(yaml.load(Files.readString(file)), environment);
    }

    /** The service's environment with its defaults filled in. */
    Map<String, String> environment(String service) {
        Map<String, String> all = new LinkedHashMap<>();
        member(service(service), "environment")
                .forEach((name, value) -> all.put(name, filledIn(String.valueOf(value))));
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

    private Map<String, Object> service(String name) {
        return member(services, name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(Map<String, Object> of, String name) {
        return (Map<String, Object>) Objects.requireNonNull(of.get(name), name);
    }
}
