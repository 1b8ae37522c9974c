package io.carillon.activities.leadfile;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The chunks of a file, each read and judged on a thread of its own while the one before it is
 * stored: reading numbers takes a core for about as long as storing leads takes PostgreSQL's.
 */
final class ChunksAhead implements AutoCloseable {
    private final LeadFile file;
    private final RecordSorter sorter;
    private final int most;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("lead-file-reader").daemon().factory());
    private Future<Chunk> next;

    /**
     * @param first number of the data record the file is at; nobody else reads it until the close
     * @param most rows of a chunk
     */
    ChunksAhead(LeadFile file, long first, int most, RecordSorter sorter) {
        this.file = file;
        this.sorter = sorter;
        this.most = most;
        // Small, so that progress, and what is wrong with a file, shows at once.
        this.next = from(first, Math.min(most, Chunk.ROWS_WHILE_DIALING));
    }

    private Future<Chunk> from(long first, int rows) {
        return reader.submit(() -> Chunk.read(file, first, rows, sorter));
    }

    /** Not asked again behind the last chunk. Fails as reading the file here would. */
    Chunk next() throws IOException {
        Chunk chunk = read();
        if (!chunk.last()) {
            next = from(chunk.next().record(), most);
        }
        return chunk;
    }

    private Chunk read() throws IOException {
        try {
            return next.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("reading ahead failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading ahead was interrupted", interrupted);
        }
    }

    /** Waits for what is being read, so that the file can be closed. */
    @Override
    public void close() {
        reader.close();
    }
}
