package dev.sgate.release;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Limits;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Role;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * An update that the vendor signed: its only way into being is a verified payload whose signers hold the {@code update} role for
 * its product, and the {@code license} role too where it carries a revocation list. Whether it may be installed here is
 * {@link ReleaseRules}' to say. Immutable.
 */
public final class UpdateOffer {
    private final UpdateTerms terms;
    private final Sha256 identity;
    private final Set<Kid> signers;

    private UpdateOffer(UpdateTerms terms, VerifiedPayload payload) {
        this.terms = terms;
        this.identity = payload.identity();
        this.signers = payload.signers();
    }

    /** Reads the payload of a {@code .sgupd}; {@code malformed}, {@code unsupported-version} or {@code wrong-role} otherwise. */
    public static Verdict<UpdateOffer> from(VerifiedPayload payload) {
        if (payload.type() != PayloadType.UPDATE) {
            throw new IllegalArgumentException("not an update: " + payload.type());
        }
        return payload.parse(UpdateTerms.KNOWN, UpdateTerms::read).then(terms -> {
            Verdict<VerifiedPayload> listed = terms.crl().isEmpty()
                    ? Verdict.accepted(payload)
                    : payload.requireRole(Role.LICENSE, terms.product());
            return listed.then(proof -> proof.requireRole(Role.UPDATE, terms.product()))
                    .map(proof -> new UpdateOffer(terms, proof));
        });
    }

    /**
     * Opens the update inside a license bundle: an envelope line without its line feed, checked like a file of its own.
     *
     * @param line the bytes of the license's {@code update} member
     * @return refused as a {@code .sgupd} would be; {@code too-large} over {@link Limits#EMBEDDED_ENVELOPE_MAX_BYTES};
     *     {@code malformed} where it is more than one line, not an update, or carries a revocation list
     */
    public static Verdict<UpdateOffer> openEmbedded(byte[] line, Keyring keyring) {
        if (line.length > Limits.EMBEDDED_ENVELOPE_MAX_BYTES) {
            return Verdict.refused(Refusal.of(RefusalCode.TOO_LARGE, "updateBytes", line.length)
                    .and("limitBytes", Limits.EMBEDDED_ENVELOPE_MAX_BYTES));
        }
        SealedFile file = new SealedFile(new ByteArrayInputStream(line));
        try {
            Verdict<VerifiedPayload> opened = file.open(keyring);
            return file.envelopeLine().length == line.length
                    ? opened.then(UpdateOffer::fromEmbedded)
                    : Verdict.refused(
                            Refusal.of(RefusalCode.MALFORMED, "field", "update").and("found", "more than one line"));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** As {@link #from}; but it brings no revocation list of its own. */
    private static Verdict<UpdateOffer> fromEmbedded(VerifiedPayload payload) {
        return payload.type() != PayloadType.UPDATE
                ? Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", "update"))
                : from(payload)
                        .then(offer -> offer.terms.crl().isEmpty()
                                ? Verdict.accepted(offer)
                                : Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", "update.crl")));
    }

    public UpdateTerms terms() {
        return terms;
    }

    public App app() {
        return terms.app();
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
