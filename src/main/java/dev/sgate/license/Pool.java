package dev.sgate.license;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import java.util.List;
import java.util.Map;

/**
 * The seats that one bundle brings to a site.
 *
 * @param size seats, 1 to {@link Limits#POOL_MAX_SEATS}
 * @param devices fingerprints bound in advance, at most {@code size}; each always has its seat
 * @param epoch the vendor's 'reset device counter': a higher one frees the seats
 */
public record Pool(long size, List<Fingerprint> devices, long epoch) {
    public Pool {
        devices = List.copyOf(devices);
    }

    static Pool read(Fields pool) {
        long size = pool.getInteger("size", 1, Limits.POOL_MAX_SEATS);
        List<Fingerprint> devices = pool.has("devices")
                ? pool.getDigests("devices", (int) size).stream()
                        .distinct()
                        .map(Fingerprint::new)
                        .toList()
                : List.of();
        return new Pool(
                size, devices, pool.findInteger("epoch", 0, Limits.INTEGER_MAX).orElse(0L));
    }

    Map<String, Object> toPayload() {
        return Payloads.members("size", size, "devices", devices, "epoch", epoch);
    }
}
