package dev.sgate.license;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.util.HashSet;
import java.util.Set;

/** Who gets a seat in a pool (BEHAVIOUR 5). Devices bound in advance always have theirs, taken or not. */
public final class PoolRules {
    /** What becomes of a device that asks for a seat. */
    public sealed interface Admission {
        /** It has its seat already; nothing changes, also where the pool has become too small. */
        record AlreadySeated() implements Admission {}

        /** It takes a seat now. */
        record Seated() implements Admission {}

        /** No seat is free: {@code pool-exhausted}, with the size of the pool and what is taken. */
        record Refused(Refusal refusal) implements Admission {}
    }

    private PoolRules() {}

    /**
     * Decides on one device.
     *
     * @param seated the devices that have a seat now, at any size of the pool
     * @param device the device that asks
     */
    public static Admission admit(Pool pool, Set<Fingerprint> seated, Fingerprint device) {
        if (seated.contains(device)) {
            return new Admission.AlreadySeated();
        }
        Set<Fingerprint> taken = new HashSet<>(seated);
        taken.addAll(pool.devices());
        return taken.contains(device) || taken.size() < pool.size()
                ? new Admission.Seated()
                : new Admission.Refused(Refusal.of(RefusalCode.POOL_EXHAUSTED, "poolSize", pool.size())
                        .and("seated", seated.size())
                        .and("boundInAdvance", pool.devices().size())
                        .and("device", device));
    }
}
