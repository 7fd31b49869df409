package dev.sgate.seal;

import java.io.Serial;

/**
 * How a parser leaves a nested structure early. It never leaves this package: {@link VerifiedPayload#parse} and
 * {@link SealedFile#open} turn it into a {@link Refusal}.
 */
final class Malformed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Malformed(Refusal refusal) {
        super(refusal.code().word(), null, false, false);
        this.refusal = refusal;
    }

    Malformed(String what, Object found) {
        this(Refusal.of(RefusalCode.MALFORMED, "field", what).and("found", found));
    }

    Refusal refusal() {
        return refusal;
    }
}
