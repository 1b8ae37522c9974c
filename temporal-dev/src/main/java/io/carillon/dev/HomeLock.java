package io.carillon.dev;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** One {@code up} per home. The system gives the lock back however the process ends. */
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws CannotStart when another {@code up} uses this home
     */
    static HomeLock take(Home home) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            home.run().resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new CannotStart(
                        home.path()
                                + " is in use by a running `up`: stop it (temporal-dev/down), or set CARILLON_HOME and CARILLON_PORT for a second one");
            }
            Files.writeString(home.pid("up"), ProcessHandle.current().pid() + "\n");
            return new HomeLock(channel);
        } catch (IOException refused) {
            throw new CannotStart("cannot lock " + home.run() + ": " + refused.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
