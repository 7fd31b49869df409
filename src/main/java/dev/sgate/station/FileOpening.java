package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens one candidate: reads its envelope and nothing behind it, checks size, syntax, signatures, type, role and fields, and keeps
 * the envelope line in a staging slot of our own. What is refused here costs no staging.
 *
 * <p>Once signature and role held, the stick may be written to, whatever follows; and once the fields held too, the file's
 * revocation list is taken (BEHAVIOUR 3 and 4).
 */
public final class FileOpening {
    private final TrustSource trust;
    private final Staging staging;
    private final Ids ids;
    private final NewestRevocationList revocations;

    public FileOpening(Ledger ledger, TrustSource trust, Staging staging, Ids ids) {
        this.trust = trust;
        this.staging = staging;
        this.ids = ids;
        this.revocations = new NewestRevocationList(ledger, trust);
    }

    /** What was read of a file: the verdict on its envelope, and where the attachment starts. */
    private record Reading(
            Verdict<VerifiedPayload> verdict, byte[] line, long envelopeBytes, boolean rootsHeld, boolean trailing) {
        Optional<Sha256> digest() {
            return line.length == 0 ? Optional.empty() : Optional.of(Sha256.of(line));
        }
    }

    /**
     * {@link Step.Opened}, also noted in {@link Visit#opened()}; {@link Step.TrustOpened}; or {@link Step.NotOpened}, where the
     * medium failed with {@code read-error} or {@code volume-gone}.
     *
     * @throws IOException if our own disk fails; the slot is gone then
     */
    public Step open(Visit visit, Path name) throws IOException {
        Reading reading;
        try {
            reading = read(visit.volume(), name);
        } catch (IOException failure) {
            return notOpened(visit, name, Optional.empty(), "file", MediumTrouble.of(visit.volume(), failure));
        }
        return switch (reading.verdict()) {
            case Verdict.Accepted<VerifiedPayload>(VerifiedPayload payload) ->
                understand(visit, name, reading, payload);
            case Verdict.Refused<VerifiedPayload>(Refusal refusal) -> {
                if (reading.rootsHeld()) {
                    visit.allowWriting();
                }
                yield notOpened(visit, name, reading.digest(), reading.rootsHeld() ? "trust" : "file", refusal);
            }
        };
    }

    private Reading read(Volume volume, Path name) throws IOException {
        try (InputStream in = volume.read(name, 0)) {
            SealedFile sealed = new SealedFile(in);
            Verdict<VerifiedPayload> verdict = sealed.open(trust.current());
            boolean isTrust = verdict instanceof Verdict.Accepted<VerifiedPayload>(VerifiedPayload payload)
                    && payload.type() == PayloadType.TRUST;
            boolean trailing = isTrust && sealed.requireNoAttachment() instanceof Verdict.Refused<Long>;
            return new Reading(
                    verdict, sealed.envelopeLine(), sealed.envelopeBytes(), sealed.isSignedByHeldRoots(), trailing);
        }
    }

    private Step understand(Visit visit, Path name, Reading reading, VerifiedPayload payload) throws IOException {
        return switch (payload.type()) {
            case LICENSE -> license(visit, name, reading, payload);
            case UPDATE -> update(visit, name, reading, payload);
            case TRUST -> trust(visit, name, reading, payload);
            case JOURNAL, LEASE_KEY ->
                notOpened(
                        visit,
                        name,
                        reading.digest(),
                        "file",
                        Refusal.of(
                                RefusalCode.WRONG_ROLE,
                                "payloadType",
                                payload.type().mediaType()));
        };
    }

    private Step license(Visit visit, Path name, Reading reading, VerifiedPayload payload) throws IOException {
        return switch (LicenseBundle.from(payload)) {
            case Verdict.Accepted<LicenseBundle>(LicenseBundle bundle) -> {
                visit.allowWriting();
                revocations.take(visit, bundle.terms().crl(), bundle.signers());
                yield opened(visit, name, reading, payload, bundle.terms().serial());
            }
            case Verdict.Refused<LicenseBundle>(Refusal refusal) ->
                notUnderstood(visit, name, reading, payload, refusal);
        };
    }

    private Step update(Visit visit, Path name, Reading reading, VerifiedPayload payload) throws IOException {
        return switch (UpdateOffer.from(payload)) {
            case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) -> {
                visit.allowWriting();
                offer.terms().crl().ifPresent(list -> revocations.take(visit, list, offer.signers()));
                yield opened(
                        visit, name, reading, payload, offer.terms().issuedAt().getEpochSecond());
            }
            case Verdict.Refused<UpdateOffer>(Refusal refusal) -> notUnderstood(visit, name, reading, payload, refusal);
        };
    }

    /** Not among {@link Visit#opened}: a trust document is taken at once, for the files after it may need its keys. */
    private Step trust(Visit visit, Path name, Reading reading, VerifiedPayload payload) throws IOException {
        visit.allowWriting();
        if (reading.trailing()) {
            Refusal refusal = Refusal.of(RefusalCode.TRAILING_DATA, "expectedBytes", reading.envelopeBytes());
            return notOpened(visit, name, reading.digest(), "trust", refusal);
        }
        if (trust.current().identity().equals(Optional.of(payload.identity()))) {
            return new Step.NotOpened(visit, name, reading.digest(), new Outcome.AlreadyApplied("trust"));
        }
        return new Step.TrustOpened(visit, kept(name, reading, payload, 0));
    }

    /** The key lacked the role for this product; for anything else than that, signature and role held. */
    private static Step notUnderstood(
            Visit visit, Path name, Reading reading, VerifiedPayload payload, Refusal refusal) {
        if (refusal.code() != RefusalCode.WRONG_ROLE) {
            visit.allowWriting();
        }
        return notOpened(visit, name, reading.digest(), OutcomeRecorder.subjectOf(payload.type()), refusal);
    }

    private static Step notOpened(Visit visit, Path name, Optional<Sha256> digest, String subject, Refusal refusal) {
        return new Step.NotOpened(visit, name, digest, new Outcome.Refused(subject, refusal));
    }

    private Step opened(Visit visit, Path name, Reading reading, VerifiedPayload payload, long order)
            throws IOException {
        OpenedFile file = kept(name, reading, payload, order);
        visit.add(file);
        return new Step.Opened(visit, file);
    }

    private OpenedFile kept(Path name, Reading reading, VerifiedPayload payload, long order) throws IOException {
        String slot = ids.next().toString();
        try (Staging.Writing out = staging.write(slot, Staging.Part.ENVELOPE)) {
            out.write(reading.line());
        } catch (IOException failure) {
            staging.discard(slot);
            throw failure;
        }
        return new OpenedFile(name, payload.type(), payload.identity(), order, slot, reading.envelopeBytes());
    }
}
