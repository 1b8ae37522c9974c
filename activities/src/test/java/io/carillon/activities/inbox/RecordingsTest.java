package io.carillon.activities.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.call.CallBed;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A recording is at the carrier until it is copied. */
class RecordingsTest {
    private static final CallBed BED = new CallBed();
    private static final CallActivities CALLS = BED.bean(CallActivities.class);
    private static final CarrierInbox INBOX = BED.bean(CarrierInbox.class);
    private static final Telling TELLING = BED.bean(Telling.class);
    private static final Duration ANY_AGE = Duration.ofSeconds(-1);

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void calm() {
        BED.calm();
        BED.driver.recording = reference -> audio("voice of " + reference);
    }

    @Test
    void copiesTheAudioThenSaysItIsReady() throws IOException {
        CallId call = dialed();

        recorded(call, "RE1");

        awaitTold(call);
        assertThat(kept(call)).isEqualTo("voice of RE1");
        assertThat(BED.driver.removed).containsExactly("RE1");
        assertThat(BED.events(call)).endsWith("recording.ready");
        assertThat(
                        BED.rows.value(
                                String.class,
                                "SELECT data->>'url' || ' ' || (data->>'duration_seconds') FROM events WHERE type = 'recording.ready' AND subject_id = :id",
                                call.toString()))
                .isEqualTo("/api/v1/calls/" + call + "/recording 12.5");
    }

    @Test
    void copiesARecordingThatComesAfterTheEnd() throws IOException {
        CallId call = dialed();
        CALLS.conclude(call, new CallEnding(CallResult.HUMAN, "hung_up_by_us", true, false));

        recorded(call, "RE1");

        awaitTold(call);
        assertThat(kept(call)).isEqualTo("voice of RE1");
    }

    @Test
    void copiesAgainWhenTheCarrierBreaksOffInTheMiddle() throws IOException {
        CallId call = dialed();
        BED.driver.recording = reference -> new SequenceInputStream(audio("voi"), broken());
        recorded(call, "RE1");
        TELLING.tell(untold());

        assertThat(untold()).hasSize(1);
        assertThat(BED.events(call)).doesNotContain("recording.ready");
        BED.driver.recording = reference -> audio("voice of " + reference);
        TELLING.tell(untold());

        awaitTold(call);
        assertThat(kept(call)).isEqualTo("voice of RE1");
        assertThat(BED.events(call)).containsOnlyOnce("recording.ready");
    }

    @Test
    void keepsOneCopyOfARecordingThatTwoFetchAtOnce() throws Exception {
        CallId call = dialed();
        var both = new CountDownLatch(2);
        BED.driver.recording =
                reference -> {
                    both.countDown();
                    await(both);
                    return audio("voice of " + reference);
                };
        recorded(call, "RE1");
        List<UntoldNews> again = untold();
        assertThat(again).hasSize(1);

        TELLING.tell(again);

        awaitTold(call);
        awaitOneBlob();
        assertThat(kept(call)).isEqualTo("voice of RE1");
        assertThat(BED.events(call)).containsOnlyOnce("recording.ready");
    }

    @Test
    void tellsWorkflowsBeforeItAsksForOldRecordingsAgain() {
        BED.driver.recording = reference -> broken();
        CallId lost = dialed();
        recorded(lost, "RE1");
        BED.workflows.running = false;
        CallId call = dialed();
        receive(call, new CarrierEvent.Answered());

        assertThat(TELLING.untold(ANY_AGE, 1)).extracting(UntoldNews::call).containsExactly(call);
    }

    @Test
    void asksNoMoreForARecordingThatIsLostForAWeek() {
        BED.driver.recording = reference -> broken();
        CallId call = dialed();
        recorded(call, "RE1");
        BED.rows.update(
                "UPDATE carrier_news SET received_at = carillon_now() - interval '8 days' WHERE call_id = :id AND organization_id = :organization",
                Map.of("id", call.value()));

        assertThat(untold()).isEmpty();
    }

    private static List<UntoldNews> untold() {
        return TELLING.untold(ANY_AGE, 10);
    }

    private static CallId dialed() {
        CallId call = BED.claimed();
        CALLS.dial(call);
        return call;
    }

    private static void recorded(CallId call, String reference) {
        receive(call, new CarrierEvent.Recorded(0, null, reference, Duration.ofMillis(12_500)));
    }

    private static void receive(CallId call, CarrierEvent.What what) {
        INBOX.receive(call, List.of(new CarrierEvent(what.toString(), "CA1", null, what)));
    }

    private static InputStream audio(String words) {
        return new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken on purpose");
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static String kept(CallId call) throws IOException {
        UUID blob = UUID.fromString(BED.call(call, "recording_blob_id"));
        try (InputStream audio =
                BED.bean(Blobs.class).open(BED.rows.organizationId(), new BlobId(blob))) {
            return new String(audio.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void awaitTold(CallId call) {
        awaitZero(
                "SELECT count(*) FROM carrier_news WHERE told_at IS NULL AND call_id = :id",
                call.value());
    }

    /** The slower copy is removed after the faster one is noted. */
    private static void awaitOneBlob() {
        awaitZero(
                """
                SELECT count(*) FROM blobs b WHERE b.organization_id = :id AND NOT EXISTS (
                    SELECT FROM calls k WHERE k.recording_blob_id = b.id)
                """,
                BED.rows.organizationId().value());
    }

    private static void awaitZero(String sql, UUID id) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (BED.rows.value(Long.class, sql, id) > 0) {
            assertThat(System.nanoTime()).as(sql).isLessThan(end);
        }
    }
}
