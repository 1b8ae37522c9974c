package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk of a size of its own, so that it can be full and the machine's is not. It takes root and
 * the right to mount; without them nothing is mounted, and that is said.
 */
final class ChaosDisk implements AutoCloseable {
    private static final String SIZE = "1600m";

    private final Path folder;
    private boolean mounted;

    private ChaosDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static ChaosDisk at(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var ran =
                Machine.run(
                        List.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=" + SIZE + ",mode=755",
                                "carillon-chaos",
                                folder.toString()));
        return new ChaosDisk(folder, ran.well());
    }

    /** False: it cannot be filled. */
    synchronized boolean small() {
        return mounted;
    }

    synchronized String told() {
        return mounted
                ? "a disk of " + SIZE + " in memory"
                : "the machine's disk (FULL DISK IS SKIPPED: that takes root and mount)";
    }

    void fill() throws IOException, InterruptedException {
        long free = Files.getFileStore(folder).getUsableSpace();
        Machine.run(List.of("fallocate", "-l", "" + free, ballast().toString()));
    }

    void empty() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public synchronized void close() throws InterruptedException {
        if (mounted) {
            mounted = false;
            Machine.run(List.of("umount", "-l", folder.toString()));
        }
    }
}
