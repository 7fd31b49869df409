package dev.sgate.appliance.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as they are written: never looked up in a name service, which a closed site may not have. */
public final class Addresses {
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int PORT_MAX = 65_535;

    private Addresses() {}

    /** The address in this text, e.g. {@code 10.1.2.3} or {@code fd00::7}; empty for a name and for anything else. */
    public static Optional<InetAddress> literal(String text) {
        if (!DOTTED.matcher(text).matches() && !COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Address and port, e.g. {@code 127.0.0.1:7420} or {@code [::1]:7420}; empty if it is not that. Port 0 takes any free one. */
    public static Optional<InetSocketAddress> withPort(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 0 || !PORT.matcher(port).matches() || Integer.parseInt(port) > PORT_MAX) {
            return Optional.empty();
        }
        return host(text.substring(0, colon)).map(address -> new InetSocketAddress(address, Integer.parseInt(port)));
    }

    /** An address as it stands before a port: a v6 one in brackets. */
    static Optional<InetAddress> host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        Optional<InetAddress> address = literal(bracketed ? text.substring(1, text.length() - 1) : text);
        return address.filter(found -> bracketed == text.contains(":"));
    }
}
