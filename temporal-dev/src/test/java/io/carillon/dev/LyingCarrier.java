package io.carillon.dev;

import io.carillon.activities.testing.Lies;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A carrier that lies about one request in six, and the log that tells what it really did. */
interface LyingCarrier extends AutoCloseable {
    /** As campaigns and accounts name it. */
    String name();

    /** Times as fast as the clock its calls go on. */
    int speed();

    /** What campaigns have for {@code max_call_seconds}: some people never hang up. */
    Duration longest();

    /** Settings of the application's processes. */
    Map<String, ?> settings();

    /** Environment of all processes of the stack. */
    Map<String, String> environment();

    /** The application runs and is to dial with it. */
    void ready(RunningStack stack) throws IOException, InterruptedException;

    /** From now on, until it is told to stop. */
    void lie(boolean lying) throws IOException, InterruptedException;

    /** Whether nobody waits for the answer to this callback: it may be lost. */
    boolean tells(HttpPort.Asked callback);

    /** What it lied about; null: it says so itself. */
    @Nullable Lies lies();

    /** Its own account of that. */
    String met() throws IOException, InterruptedException;

    /** Of dial requests. */
    Path log(RunningStack stack);

    /** What it knows each call by that it was asked to dial, in order. */
    List<String> references(RunningStack stack) throws IOException;

    @Override
    void close();
}
