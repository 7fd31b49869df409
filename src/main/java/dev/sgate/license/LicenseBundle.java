package dev.sgate.license;

import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.util.Set;

/**
 * A license bundle that the vendor signed: its only way into being is a verified payload whose signers hold the {@code license}
 * role for its product. Whether its time has come, or whom it is for, is {@link LicenseRules}' to say. Immutable.
 */
public final class LicenseBundle {
    private final LicenseTerms terms;
    private final Sha256 identity;
    private final Set<Kid> signers;

    private LicenseBundle(LicenseTerms terms, VerifiedPayload payload) {
        this.terms = terms;
        this.identity = payload.identity();
        this.signers = payload.signers();
    }

    /** Reads the payload of a {@code .sglic}; {@code malformed}, {@code unsupported-version} or {@code wrong-role} otherwise. */
    public static Verdict<LicenseBundle> from(VerifiedPayload payload) {
        if (payload.type() != PayloadType.LICENSE) {
            throw new IllegalArgumentException("not a license: " + payload.type());
        }
        return payload.parse(LicenseTerms.KNOWN, LicenseTerms::read)
                .then(terms -> payload.requireRole(Role.LICENSE, terms.product())
                        .map(proof -> new LicenseBundle(terms, proof)));
    }

    public LicenseTerms terms() {
        return terms;
    }

    /** The SHA-256 of the payload. */
    public Sha256 identity() {
        return identity;
    }

    /** The keys that signed it. */
    public Set<Kid> signers() {
        return signers;
    }
}
