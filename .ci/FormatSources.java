import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats the Java files below a folder: {@code apply} rewrites them, {@code check} fails naming those that differ.
 * Files older than the stamp of the last clean run are not read again.
 */
public final class FormatSources {
    public static void main(String[] arguments) throws Exception {
        boolean check = arguments[0].equals("check");
        Path sources = Path.of(arguments[1]);
        Path stamp = Path.of(arguments[2]);
        if (!Files.isDirectory(sources)) {
            return;
        }
        FileTime last = !check && Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
        var formatter = new Formatter(
                JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());
        List<Path> different = new ArrayList<>();
        for (Path file : javaFiles(sources)) {
            if (Files.getLastModifiedTime(file).compareTo(last) <= 0) {
                continue;
            }
            String before = Files.readString(file);
            String after = formatter.formatSource(
                    ImportOrderer.reorderImports(
                            RemoveUnusedImports.removeUnusedImports(before), JavaFormatterOptions.Style.AOSP));
            if (!after.equals(before)) {
                different.add(file);
                if (!check) {
                    Files.writeString(file, after);
                }
            }
        }
        if (check && !different.isEmpty()) {
            different.forEach(file -> System.err.println("not formatted: " + file));
            System.err.println("run `mvn process-sources` and commit what it changes");
            System.exit(1);
        }
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, "");
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        try (Stream<Path> walk = Files.walk(sources)) {
            return walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
