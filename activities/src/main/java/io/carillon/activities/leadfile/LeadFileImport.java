package io.carillon.activities.leadfile;

import io.carillon.activities.blob.BlobGone;
import io.carillon.activities.blob.Blobs;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.imports.ImportStart;

import org.springframework.dao.DuplicateKeyException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Reads a lead file from its stored position on, chunk by chunk. A chunk is one transaction with
 * everything its rows become, so that a crash costs the chunk being stored and doubles nothing.
 */
final class LeadFileImport {
    // 8 MB each; an import whose people are forgotten is only slower.
    private static final int REMEMBERED_MAX = 4;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Blobs blobs;
    private final ImportChunks chunks;
    private final Map<ImportId, PeopleMet> met = new ConcurrentHashMap<>();

    LeadFileImport(Blobs blobs, ImportChunks chunks) {
        this.blobs = blobs;
        this.chunks = chunks;
    }

    /**
     * Waits for its turn among the imports of its campaign.
     *
     * @param goOn asked after every chunk and every wait; false ends this reading, and another goes
     *     on behind it
     * @return the import as it is now
     */
    ImportRow read(ImportStart start, BooleanSupplier goOn) {
        ImportChunks.Begun begun = chunks.begin(start);
        while (begun.waits() && goOn.getAsBoolean()) {
            pause();
            begun = chunks.begin(start);
        }
        ImportRow row = begun.row();
        if (row.over() || begun.waits()) {
            return row;
        }
        try (LeadFile file = LeadFile.open(open(row), row.mapping())) {
            if (row.next().offset() == 0) {
                pass(file, row.next().record());
                return readOn(start, begun, file, goOn);
            }
            try (LeadFile rest = file.behind(row.next(), open(row))) {
                return readOn(start, begun, rest, goOn);
            }
        } catch (LeadFileRefused refused) {
            return chunks.fail(start, refused.code(), refused.detail());
        } catch (EOFException cutOff) {
            return chunks.fail(start, "FILE_BROKEN", "the gzip file is cut off");
        } catch (BlobGone gone) {
            return chunks.fail(start, "FILE_GONE", "the uploaded file was deleted");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(start.importId() + ": reading its file", unreadable);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("waiting for another import was interrupted");
        }
    }

    /** After an end that no reading has seen. */
    void tellOfEnd(ImportStart start) {
        chunks.tell(start);
    }

    /** Records of an import begun by a version that noted no offsets. */
    private static void pass(LeadFile file, long records) throws IOException {
        for (long passed = 0; passed < records; passed++) {
            file.next();
        }
    }

    private InputStream open(ImportRow row) throws BlobGone {
        return blobs.open(row.organization(), row.file());
    }

    private ImportRow readOn(
            ImportStart start, ImportChunks.Begun begun, LeadFile file, BooleanSupplier goOn)
            throws IOException {
        ImportRow row = begun.row();
        PeopleMet people = recall(begun);
        var sorter = new RecordSorter(file.columns(), begun.rules());
        try (var ahead = new ChunksAhead(file, row.next().record(), begun.chunkRows(), sorter)) {
            do {
                row = store(start, ahead.next(), people);
            } while (!row.over() && goOn.getAsBoolean());
        }
        if (!row.over() && met.size() < REMEMBERED_MAX) {
            met.put(row.id(), people);
        }
        return row;
    }

    /** Those met by the reading before this one; after one that failed, nobody. */
    private PeopleMet recall(ImportChunks.Begun begun) {
        PeopleMet before = met.remove(begun.row().id());
        if (before != null) {
            return before;
        }
        return begun.emptyCampaign() ? PeopleMet.inEmptyCampaign() : PeopleMet.inUnknownCampaign();
    }

    private ImportRow store(ImportStart start, Chunk chunk, PeopleMet people) {
        try {
            return chunks.store(start, chunk, people);
        } catch (DuplicateKeyException unexpected) {
            // A correction made a lead this person meanwhile.
            people.forget();
            return chunks.store(start, chunk, people);
        }
    }
}
