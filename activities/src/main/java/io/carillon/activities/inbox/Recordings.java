package io.carillon.activities.inbox;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.call.FollowedCall;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Copies recordings from the carrier before it forgets them. */
final class Recordings {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    // Four hours of telephone audio, 16 bit at 8 kHz.
    private static final long MOST_BYTES = 4L * 3600 * 16_000;

    private static final String KEEP =
            "UPDATE calls SET recording_blob_id = :blob WHERE id = :call";

    private final Transactions transactions;
    private final FollowedCalls calls;
    private final CarrierAccounts accounts;
    private final CarrierDrivers drivers;
    private final Blobs blobs;
    private final CallEvents events;
    private final NewsRows rows;

    Recordings(
            Transactions transactions,
            FollowedCalls calls,
            CarrierAccounts accounts,
            CarrierDrivers drivers,
            Blobs blobs,
            CallEvents events,
            NewsRows rows) {
        this.transactions = transactions;
        this.calls = calls;
        this.accounts = accounts;
        this.drivers = drivers;
        this.blobs = blobs;
        this.events = events;
        this.rows = rows;
    }

    /**
     * Audio first; then the inbox's note, the call's row and the event in one transaction. A copy
     * that another one was faster than, or that cannot be noted, is removed.
     */
    void copy(CallId id, UUID news, CarrierEvent.Recorded recorded) {
        FollowedCall call = transactions.system(() -> calls.find(id)).orElseThrow();
        BlobId blob = copied(call, recorded.reference());
        boolean kept = false;
        try {
            kept = transactions.system(() -> keep(id, news, recorded, blob));
        } finally {
            if (!kept) {
                blobs.delete(call.organization(), blob);
            }
        }
        if (kept) {
            remove(call, recorded.reference());
        }
    }

    /** Nobody else may find a person's voice there once it is here. */
    private void remove(FollowedCall call, String reference) {
        try {
            driver(call).removeRecording(account(call), reference);
        } catch (IOException silent) {
            LOG.atWarn()
                    .addKeyValue("call", call.id())
                    .addKeyValue("recording", reference)
                    .log("recording.not_removed_at_carrier");
        }
    }

    /** False when this news was noted before. */
    private boolean keep(CallId id, UUID news, CarrierEvent.Recorded recorded, BlobId blob) {
        if (rows.told(List.of(news)) == 0) {
            return false;
        }
        transactions
                .jdbc()
                .sql(KEEP)
                .param("blob", blob.value())
                .param("call", id.value())
                .update();
        events.append(
                "recording.ready",
                id,
                Map.of(
                        "url",
                        "/api/v1/calls/" + id + "/recording",
                        "duration_seconds",
                        recorded.length().toMillis() / 1000.0));
        return true;
    }

    private BlobId copied(FollowedCall call, String reference) {
        try (InputStream audio = driver(call).recording(account(call), reference)) {
            return blobs.write(
                    call.organization(), BlobPurpose.RECORDING, "audio/wav", audio, MOST_BYTES);
        } catch (IOException silent) {
            throw new UncheckedIOException(call.id() + ": recording not copied", silent);
        }
    }

    private CarrierDriver driver(FollowedCall call) {
        return drivers.driver(Objects.requireNonNull(call.carrier()));
    }

    private CarrierAccount account(FollowedCall call) {
        return accounts.open(Objects.requireNonNull(call.account()));
    }
}
