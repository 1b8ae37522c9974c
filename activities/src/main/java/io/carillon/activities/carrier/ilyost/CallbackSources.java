package io.carillon.activities.carrier.ilyost;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Addresses callbacks may come from: single ones, or networks like {@code 192.0.2.0/24}. */
record CallbackSources(List<Network> networks) {
    // Names would be looked up, and mean another address tomorrow.
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    CallbackSources {
        networks = List.copyOf(networks);
    }

    record Network(List<Byte> address, int bits) {
        boolean holds(byte[] other) {
            if (other.length != address.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((other[bit / 8] & mask) != (address.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    static CallbackSources of(List<String> written) {
        return new CallbackSources(written.stream().map(CallbackSources::network).toList());
    }

    private static Network network(String written) {
        String[] parts = written.strip().split("/", 2);
        byte[] address = literal(parts[0]);
        if (address == null) {
            throw new IllegalArgumentException(
                    "callback address " + written + " (expected: 192.0.2.1 or 192.0.2.0/24)");
        }
        int most = address.length * 8;
        int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("callback address " + written + ": its length");
        }
        var bytes = new java.util.ArrayList<Byte>();
        for (byte one : address) {
            bytes.add(one);
        }
        return new Network(List.copyOf(bytes), bits);
    }

    private static byte @Nullable [] literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    /** Without any written down, everybody; else who is known to be among them. */
    boolean include(@Nullable String from) {
        if (networks.isEmpty()) {
            return true;
        }
        byte[] address = from == null ? null : literal(from);
        return address != null && networks.stream().anyMatch(network -> network.holds(address));
    }
}
