package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseSituation;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import dev.sgate.station.Step.LicenseReady;
import dev.sgate.station.Step.Opened;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.StagedUpdate;
import dev.sgate.station.Step.UpdateReady;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Judges an opened file by policy, from the envelope line in our own slot, verified again; and stages the attachment of what will be
 * installed. A file that did its work before is known by its envelope alone and not read again (BEHAVIOUR 4), as long as the ledger
 * holds what it brought.
 *
 * <p>License and binary are two outcomes: whatever is wrong with the binary, the license goes on, but for an attachment found damaged
 * (FORMATS, {@code .sglic}). A license that is refused takes its binary with it.
 */
public final class FileStaging {
    /** What is remembered of a file that did its work here. */
    static final String APPLIED = "applied";

    private static final String LICENSE = "license";

    private final Ledger ledger;
    private final TrustSource trust;
    private final Staging staging;
    private final Standing standing;
    private final ReleaseStaging releases;
    private final OutcomeRecorder recorder;
    private final Reanchoring reanchoring;
    private final Meter meter;

    public FileStaging(
            Ledger ledger,
            TrustSource trust,
            DeviceIdentity device,
            Situation situation,
            TrustedTime time,
            Staging staging,
            Progress progress,
            InstallPolicy policy,
            Meter meter) {
        this.ledger = ledger;
        this.meter = meter;
        this.trust = trust;
        this.staging = staging;
        this.standing = new Standing(ledger, trust, device, situation);
        this.releases = new ReleaseStaging(ledger, standing, staging, progress, policy.when());
        this.recorder = new OutcomeRecorder(ledger);
        this.reanchoring = new Reanchoring(time);
    }

    /**
     * {@link LicenseReady}, {@link UpdateReady} or {@link Settled}. A half of the file that ends here while the other goes on is
     * recorded at once.
     *
     * @throws IOException if our own disk fails
     */
    public Step stage(Opened opened) throws IOException {
        Visit visit = opened.visit();
        OpenedFile file = opened.file();
        byte[] line = readLine(file);
        return switch (EnvelopeLine.verify(line, trust.current(), meter)) {
            case Verdict.Accepted<VerifiedPayload>(VerifiedPayload payload) -> stage(visit, file, payload, line);
            case Verdict.Refused<VerifiedPayload>(Refusal refusal) -> refused(visit, file, refusal);
        };
    }

    private byte[] readLine(OpenedFile file) throws IOException {
        try (InputStream in = staging.read(file.slot(), Staging.Part.ENVELOPE)) {
            return in.readNBytes(Limits.ENVELOPE_MAX_BYTES);
        }
    }

    private Step stage(Visit visit, OpenedFile file, VerifiedPayload payload, byte[] line) throws IOException {
        return switch (payload.type()) {
            case LICENSE ->
                switch (LicenseBundle.from(payload)) {
                    case Verdict.Accepted<LicenseBundle>(LicenseBundle bundle) -> license(visit, file, bundle, line);
                    case Verdict.Refused<LicenseBundle>(Refusal refusal) -> refused(visit, file, refusal);
                };
            case UPDATE ->
                switch (UpdateOffer.from(payload)) {
                    case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) -> update(visit, file, offer, line);
                    case Verdict.Refused<UpdateOffer>(Refusal refusal) -> refused(visit, file, refusal);
                };
            case TRUST, JOURNAL, LEASE_KEY ->
                throw new IllegalArgumentException("not opened by FileOpening: " + payload.type());
        };
    }

    private Step update(Visit visit, OpenedFile file, UpdateOffer offer, byte[] line) throws IOException {
        return switch (releases.stage(visit, file, offer, line)) {
            case ReleaseHalf.ToInstall(StagedUpdate update) -> new UpdateReady(visit, file, update);
            case ReleaseHalf.Ended(Outcome outcome) -> new Settled(visit, file, List.of(outcome));
            case ReleaseHalf.Damaged(Refusal refusal) -> refused(visit, file, refusal);
        };
    }

    private Step license(Visit visit, OpenedFile file, LicenseBundle bundle, byte[] line) throws IOException {
        LicenseSituation situation = standing.forLicense(bundle.terms(), reanchoring.now(visit, bundle), visit.now());
        boolean applied = LicenseRules.isHeld(bundle, situation)
                || (ledger.findRemembered(bundle.identity()).equals(Optional.of(APPLIED))
                        && standing.isWhole(bundle.terms().licenseId()));
        Optional<Refusal> refusal = applied ? Optional.empty() : whyNot(bundle, situation);
        if (refusal.isPresent()) {
            return refused(visit, file, refusal.get());
        }
        Optional<byte[]> embedded = bundle.terms().updateEnvelope();
        if (embedded.isEmpty()) {
            return applied ? already(visit, file) : withoutBinary(visit, file, bundle, line);
        }
        ReleaseHalf half = embedded(visit, file, embedded.get());
        return applied ? afterLicense(visit, file, half) : withBinary(visit, file, bundle, line, half);
    }

    private static Optional<Refusal> whyNot(LicenseBundle bundle, LicenseSituation situation) {
        if (LicenseRules.judge(bundle, situation) instanceof Verdict.Refused<LicenseBundle>(Refusal refusal)) {
            return Optional.of(refusal);
        }
        return Optional.empty();
    }

    /** The update inside a license, with its own checks; what is wrong with it is no fault of the license. */
    private ReleaseHalf embedded(Visit visit, OpenedFile file, byte[] line) throws IOException {
        return switch (UpdateOffer.openEmbedded(line, trust.current())) {
            case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) -> releases.stage(visit, file, offer, line);
            case Verdict.Refused<UpdateOffer>(Refusal refusal) -> ReleaseStaging.refused(refusal);
        };
    }

    private Step withoutBinary(Visit visit, OpenedFile file, LicenseBundle bundle, byte[] line) {
        try (InputStream in = visit.volume().read(file.name(), file.envelopeBytes())) {
            return in.read() < 0
                    ? new LicenseReady(visit, file, bundle, line, Optional.empty())
                    : refused(
                            visit, file, Refusal.of(RefusalCode.TRAILING_DATA, "expectedBytes", file.envelopeBytes()));
        } catch (IOException failure) {
            return refused(visit, file, MediumTrouble.of(visit.volume(), failure));
        }
    }

    private Step withBinary(Visit visit, OpenedFile file, LicenseBundle bundle, byte[] line, ReleaseHalf half) {
        return switch (half) {
            case ReleaseHalf.ToInstall(StagedUpdate update) ->
                new LicenseReady(visit, file, bundle, line, Optional.of(update));
            case ReleaseHalf.Ended(Outcome outcome) -> {
                recorder.record(visit, file.name(), Optional.of(file.identity()), outcome);
                yield new LicenseReady(visit, file, bundle, line, Optional.empty());
            }
            case ReleaseHalf.Damaged(Refusal refusal) -> refused(visit, file, refusal);
        };
    }

    private Step afterLicense(Visit visit, OpenedFile file, ReleaseHalf half) {
        Outcome license = new Outcome.AlreadyApplied(LICENSE);
        return switch (half) {
            case ReleaseHalf.ToInstall(StagedUpdate update) -> {
                recorder.record(visit, file.name(), Optional.of(file.identity()), license);
                yield new UpdateReady(visit, file, update);
            }
            case ReleaseHalf.Ended(Outcome outcome) -> new Settled(visit, file, List.of(license, outcome));
            case ReleaseHalf.Damaged(Refusal refusal) ->
                new Settled(visit, file, List.of(license, new Outcome.Refused("release", refusal)));
        };
    }

    private static Step already(Visit visit, OpenedFile file) {
        return new Settled(visit, file, List.of(new Outcome.AlreadyApplied(LICENSE)));
    }

    private static Step refused(Visit visit, OpenedFile file, Refusal refusal) {
        return new Settled(visit, file, List.of(new Outcome.Refused(OutcomeRecorder.subjectOf(file.type()), refusal)));
    }
}
