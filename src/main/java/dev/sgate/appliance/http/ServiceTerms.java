package dev.sgate.appliance.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What site IT settled about the lease service (BEHAVIOUR 5).
 *
 * @param listen where it is reached; port 0 takes any free one
 * @param sdkKey what clients must show; empty where none is asked, on a loopback address alone
 * @param networks whose machines are answered
 * @param hosts what clients may call this machine
 */
public record ServiceTerms(InetSocketAddress listen, Optional<SdkKey> sdkKey, Networks networks, HostNames hosts) {
    /** This machine's own applications alone. */
    public static ServiceTerms loopback(InetSocketAddress listen) {
        return new ServiceTerms(listen, Optional.empty(), Networks.NONE, HostNames.NONE);
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        return listen.getAddress().isLoopbackAddress();
    }
}
