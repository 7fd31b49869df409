package dev.sgate.vendor.mint;

import dev.sgate.vendor.ledger.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Situations for tests: a license in good order, and what may be wrong with it. */
public final class Situations {
    public static final UUID LICENSE = UUID.fromString("786a9189-2fa1-41d2-883f-0016d3cca427");
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Instant EXPIRY = Instant.parse("2026-06-30T23:59:59Z");

    private Situations() {}

    /** 50 devices: 10 online, 20 at other sites. */
    public static MintSituation good() {
        return with(Plan.PROFESSIONAL, true, false, false, EXPIRY, 50, 10, 20);
    }

    public static MintSituation with(
            Plan plan,
            boolean offline,
            boolean suspended,
            boolean revoked,
            Instant expiry,
            long max,
            long online,
            long elsewhere) {
        return new MintSituation(
                "Example Ltd",
                plan,
                offline,
                suspended,
                false,
                LICENSE,
                "press",
                revoked,
                Optional.empty(),
                expiry,
                max,
                online,
                elsewhere,
                NOW);
    }

    public static MintSituation ofProduct(String product) {
        return new MintSituation(
                "Example Ltd",
                Plan.ENTERPRISE,
                true,
                false,
                false,
                LICENSE,
                product,
                false,
                Optional.empty(),
                EXPIRY,
                50,
                0,
                0,
                NOW);
    }
}
