package io.carillon.dev.standin.twilio;

/** A verb that goes on and can be cut by an update, or by the end of the call. */
interface Running {
    /**
     * @param hungUp the call ends; else another document takes over
     */
    void cut(boolean hungUp);
}
