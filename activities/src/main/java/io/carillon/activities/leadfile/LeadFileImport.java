package io.carillon.activities.leadfile;

import io.carillon.activities.blob.BlobGone;
import io.carillon.activities.blob.Blobs;
import io.carillon.workflows.imports.ImportStart;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;

/**
 * Reads a lead file from its stored position on, chunk by chunk. A chunk is one transaction with
 * everything its rows become, so that a crash costs the chunk being read and doubles nothing.
 */
final class LeadFileImport {
    // Rows read before are passed over in microseconds each; ask now and then.
    private static final int PASSED_BETWEEN_QUESTIONS = 100_000;

    private final Blobs blobs;
    private final ImportChunks chunks;

    LeadFileImport(Blobs blobs, ImportChunks chunks) {
        this.blobs = blobs;
        this.chunks = chunks;
    }

    /**
     * @param goOn asked after every chunk, and now and then while rows read before are passed over;
     *     false ends this reading, and another goes on behind it
     * @return the import as it is now
     */
    ImportRow read(ImportStart start, BooleanSupplier goOn) {
        ImportChunks.Begun begun = chunks.begin(start);
        ImportRow row = begun.row();
        if (row.over()) {
            return row;
        }
        try (LeadFile file =
                LeadFile.open(blobs.open(row.organization(), row.blob()), row.mapping())) {
            return pass(file, row.nextRecord(), goOn) ? readOn(start, begun, file, goOn) : row;
        } catch (LeadFileRefused refused) {
            return chunks.fail(start, refused.code(), refused.detail());
        } catch (ZipException | EOFException broken) {
            return chunks.fail(start, "FILE_BROKEN", "the gzip file is damaged or cut off");
        } catch (BlobGone gone) {
            return chunks.fail(start, "FILE_GONE", "the uploaded file was deleted");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(start.importId() + ": reading its file", unreadable);
        }
    }

    private static boolean pass(LeadFile file, long records, BooleanSupplier goOn)
            throws IOException {
        for (long passed = 0; passed < records; passed++) {
            if (passed % PASSED_BETWEEN_QUESTIONS == PASSED_BETWEEN_QUESTIONS - 1
                    && !goOn.getAsBoolean()) {
                return false;
            }
            file.next();
        }
        return true;
    }

    private ImportRow readOn(
            ImportStart start, ImportChunks.Begun begun, LeadFile file, BooleanSupplier goOn)
            throws IOException {
        var sorter = new RecordSorter(file.columns(), begun.rules());
        ImportRow row = begun.row();
        do {
            row = chunks.store(start, Chunk.read(file, row.nextRecord(), sorter));
        } while (!row.over() && goOn.getAsBoolean());
        return row;
    }
}
