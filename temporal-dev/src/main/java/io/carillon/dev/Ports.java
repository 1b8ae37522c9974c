package io.carillon.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every port of a home. All follow from CARILLON_PORT, so that two homes run side by side. */
record Ports(int api, int temporalUi) {
    /** The highest offset below; CARILLON_PORT leaves room for it. */
    static final int SPAN = 20;

    int apiManagement() {
        return api + 1;
    }

    /** Nothing is served there: it is {@link PortLock}'s. */
    int up() {
        return api + 2;
    }

    int worker() {
        return api + 3;
    }

    /** Of the services run as processes only. */
    int secondWorker() {
        return api + 4;
    }

    /** The first of seven, between the parts of a Temporal server; of the services only. */
    int temporalInner() {
        return api + 13;
    }

    int postgresql() {
        return api + 5;
    }

    int temporal() {
        return api + 6;
    }

    int temporalHttp() {
        return api + 8;
    }

    int simulator() {
        return api + 12;
    }

    /**
     * By name, as in the file {@code ports}; a service that is configured elsewhere has none here.
     */
    Map<String, Integer> named(Settings settings) {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("api", api);
        all.put("api_management", apiManagement());
        all.put("up", up());
        all.put("worker_management", worker());
        if (settings.embedsPostgresql()) {
            all.put("postgresql", postgresql());
        }
        if (settings.embedsTemporal()) {
            all.put("temporal", temporal());
            all.put("temporal_ui", temporalUi);
            all.put("temporal_http", temporalHttp());
        }
        all.put("simulator", simulator());
        return all;
    }

    /**
     * @throws CannotStart naming the first port that is taken and the setting that moves it
     */
    void check(Settings settings) {
        named(settings)
                .forEach(
                        (name, port) -> {
                            if (taken(port)) {
                                throw taken(name, port);
                            }
                        });
    }

    CannotStart taken(String name, int port) {
        return new CannotStart(
                "port %d (%s) is taken by another program: set %s"
                        .formatted(port, name, setting(name)));
    }

    void write(Home home, Settings settings) throws IOException {
        var lines = new StringBuilder();
        named(settings)
                .forEach((name, port) -> lines.append(name).append('=').append(port).append('\n'));
        Files.writeString(home.ports(), lines);
    }

    private String setting(String name) {
        return name.equals("temporal_ui") && temporalUi != api + 7
                ? "TEMPORAL_UI_PORT (it is %d)".formatted(temporalUi)
                : "CARILLON_PORT (it is %d; %d to %d follow from it)"
                        .formatted(api, api, api + SPAN);
    }

    private static boolean taken(int port) {
        try (var socket = new ServerSocket()) {
            // Connections of the last run that linger in TIME_WAIT are no reason to refuse.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
