package io.carillon.dev;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's programs, unpacked once per version from the artifact on the class path. */
final class PostgresBinaries {
    private static final Pattern VERSION = Pattern.compile("-([0-9][0-9.]*)\\.jar!");

    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres} in it. */
    static Path unpack(Path folder) throws IOException {
        String name =
                "/postgres-%s-%s.txz"
                        .formatted(
                                Machine.mac() ? "darwin" : "linux",
                                Machine.arm() ? "arm_64" : "x86_64");
        URL archive = PostgresBinaries.class.getResource(name);
        if (archive == null) {
            throw new CannotStart(
                    "no PostgreSQL for this machine (" + name + "): set DATABASE_URL");
        }
        Matcher version = VERSION.matcher(archive.toString());
        Path target = folder.resolve("bin-" + (version.find() ? version.group(1) : "18"));
        if (!Files.isExecutable(target.resolve("bin/postgres"))) {
            Path part = Files.createTempDirectory(folder, "unpacking");
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (InputStream packed = archive.openStream()) {
                unpack(packed, part);
            }
            Files.move(part, target);
        }
        return target;
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (var tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException(entry.getName() + " leaves the archive's folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
