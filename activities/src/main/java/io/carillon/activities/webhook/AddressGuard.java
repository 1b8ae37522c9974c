package io.carillon.activities.webhook;

import org.apache.hc.client5.http.DnsResolver;
import org.springframework.boot.http.client.InetAddressFilter;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Resolves names to addresses of the public internet and no others. The client connects to what is
 * answered here, so a name that resolves differently a moment later changes nothing.
 */
final class AddressGuard implements DnsResolver {
    /**
     * Spring's filter leaves out IPv4-compatible addresses, local NAT64 (RFC 8215), segment routing
     * (RFC 9602) and documentation (RFC 9637).
     */
    private static final InetAddressFilter PUBLIC =
            InetAddressFilter.externalAddresses()
                    .andNot("::/96", "64:ff9b:1::/48", "5f00::/16", "3fff::/20");

    private final boolean allowLoopback;

    AddressGuard(boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
    }

    /**
     * All of the name's addresses.
     *
     * @throws AddressRefused when any of them is not permitted: a name that points inside and
     *     outside is not trusted at all
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!permits(address)) {
                throw new AddressRefused(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    boolean permits(InetAddress address) {
        return PUBLIC.matches(address) || (allowLoopback && address.isLoopbackAddress());
    }

    /** Not "unknown": the name is known and leads where nobody may be sent. */
    static final class AddressRefused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        AddressRefused(String host) {
            super(host + " is not an address of the public internet");
        }
    }
}
