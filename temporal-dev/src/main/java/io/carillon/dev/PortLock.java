package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * One {@code up} per ports, from before its processes listen: of two that start in the same moment
 * both find every port free. The system gives it back however the process ends.
 */
final class PortLock implements AutoCloseable {
    private final Ports ports;
    private @Nullable ServerSocket held;

    PortLock(Ports ports) {
        this.ports = ports;
    }

    /**
     * @throws CannotStart when another {@code up} has it
     */
    void take() throws IOException {
        var socket = new ServerSocket();
        held = socket;
        try {
            // The last run's may linger in TIME_WAIT when somebody looked what is there.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.up()));
        } catch (IOException refused) {
            throw ports.taken("up", ports.up());
        }
    }

    @Override
    public void close() throws IOException {
        if (held != null) {
            held.close();
        }
    }
}
