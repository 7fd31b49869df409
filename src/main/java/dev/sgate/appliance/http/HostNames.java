package dev.sgate.appliance.http;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What clients may call this machine in the {@code Host} header: any address, {@code localhost}, and the names of the setting
 * {@code lease.hosts}. A web page elsewhere can have its own name lead here, but then that name stands in the header (BEHAVIOUR 5,
 * "Host and Origin are checked").
 *
 * @param names in lower case
 */
public record HostNames(Set<String> names) {
    /** Addresses and {@code localhost} alone. */
    public static final HostNames NONE = new HostNames(Set.of());

    public HostNames {
        names = Set.copyOf(names);
    }

    /** These names; case does not count. */
    public static HostNames of(Iterable<String> given) {
        Set<String> names = new TreeSet<>();
        given.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new HostNames(names);
    }

    boolean admits(String header) {
        String host = header.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || names.contains(host)
                || Addresses.host(host).isPresent();
    }
}
