package dev.sgate.appliance.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The networks that clients may come from: the setting {@code lease.networks} (BEHAVIOUR 5). This machine itself always may.
 *
 * @param ranges as written, e.g. {@code 192.168.7.0/24}
 */
public record Networks(List<Range> ranges) {
    /** No other machine may. */
    public static final Networks NONE = new Networks(List.of());

    public Networks {
        ranges = List.copyOf(ranges);
    }

    /**
     * One network.
     *
     * @param first its address; the bits after the prefix do not count
     * @param prefixBits how many leading bits an address must share with it
     */
    public record Range(InetAddress first, int prefixBits) {
        private static final int BITS = 8;

        boolean contains(InetAddress address) {
            byte[] own = first.getAddress();
            byte[] other = address.getAddress();
            if (own.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < prefixBits; bit++) {
                int mask = 1 << (BITS - 1 - bit % BITS);
                if (((own[bit / BITS] ^ other[bit / BITS]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The networks in a text such as {@code 10.1.0.0/16, fd00:7::/64}; a lone address is a network of one. Empty if it is none. */
    public static Optional<Networks> parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<Range> range = range(part.strip());
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(new Networks(ranges));
    }

    private static Optional<Range> range(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = Addresses.literal(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().getAddress().length * Range.BITS;
        if (slash < 0) {
            return Optional.of(new Range(address.get(), bits));
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
            return Optional.empty();
        }
        return Optional.of(new Range(address.get(), Integer.parseInt(prefix)));
    }

    boolean admits(InetAddress address) {
        return address.isLoopbackAddress() || ranges.stream().anyMatch(range -> range.contains(address));
    }
}
