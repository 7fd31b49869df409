package dev.sgate.vectors;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.JournalOpener;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentReader;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseSituation;
import dev.sgate.release.App;
import dev.sgate.release.ReleaseDecision;
import dev.sgate.release.ReleaseRules;
import dev.sgate.release.ReleaseSituation;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Puts the pieces of the pure core together as a reader without any state does, in the order of the format page. */
final class ReferenceReader {
    /** What became of the file, and of the update inside it. */
    record Outcome(Optional<Refusal> file, Optional<String> update) {
        String word() {
            return file.map(refusal -> refusal.code().word()).orElse(Vector.ACCEPTED);
        }
    }

    private static final JournalOpener DESK = JournalOpener.of(Map.of(SealedJournals.KEY_ID, SealedJournals.SECRET));

    private final SealedFile file;
    private final Keyring keyring;
    private final Instant at;
    private Optional<String> update = Optional.empty();

    private ReferenceReader(InputStream in, Keyring keyring, Instant at) {
        this.file = new SealedFile(in);
        this.keyring = keyring;
        this.at = at;
    }

    static Outcome read(InputStream in, Keyring keyring, Instant at) throws IOException {
        ReferenceReader reader = new ReferenceReader(in, keyring, at);
        Optional<Refusal> refusal = reader.read();
        return new Outcome(refusal, reader.update);
    }

    private Optional<Refusal> read() throws IOException {
        Verdict<VerifiedPayload> opened = file.open(keyring);
        if (!(opened instanceof Verdict.Accepted<VerifiedPayload>(VerifiedPayload payload))) {
            return refusal(opened);
        }
        return switch (payload.type()) {
            case LICENSE -> license(LicenseBundle.from(payload));
            case UPDATE -> update(UpdateOffer.from(payload));
            case TRUST -> refusal(file.requireNoAttachment());
            case JOURNAL -> journal(Segment.from(payload));
            case LEASE_KEY -> throw new AssertionError("never opened as a file");
        };
    }

    private Optional<Refusal> license(Verdict<LicenseBundle> read) throws IOException {
        Verdict<LicenseBundle> judged = read.then(bundle -> LicenseRules.judge(bundle, LicenseSituation.alone(at)));
        if (!(judged instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle))) {
            return refusal(judged);
        }
        Optional<byte[]> line = bundle.terms().updateEnvelope();
        return line.isPresent()
                ? embedded(UpdateOffer.openEmbedded(line.get(), keyring))
                : refusal(file.requireNoAttachment());
    }

    /** A refused update leaves its license alone; a damaged attachment does not. */
    private Optional<Refusal> embedded(Verdict<UpdateOffer> opened) throws IOException {
        Verdict<UpdateOffer> judged = opened.then(this::judge);
        if (!(judged instanceof Verdict.Accepted<UpdateOffer>(UpdateOffer offer))) {
            update = refusal(judged).map(refused -> refused.code().word());
            return Optional.empty();
        }
        Optional<Refusal> damage = attachment(offer.app());
        update = Optional.of(damage.map(found -> found.code().word()).orElse(Vector.ACCEPTED));
        return damage;
    }

    private Optional<Refusal> update(Verdict<UpdateOffer> read) throws IOException {
        Verdict<UpdateOffer> judged = read.then(this::judge);
        return judged instanceof Verdict.Accepted<UpdateOffer>(UpdateOffer offer)
                ? attachment(offer.app())
                : refusal(judged);
    }

    private Verdict<UpdateOffer> judge(UpdateOffer offer) {
        return switch (ReleaseRules.judge(offer, ReleaseSituation.alone(at))) {
            case ReleaseDecision.Install install -> Verdict.accepted(install.offer());
            case ReleaseDecision.AlreadyInstalled installed -> Verdict.accepted(installed.offer());
            case ReleaseDecision.Refused(Refusal refusal) -> Verdict.refused(refusal);
        };
    }

    private Optional<Refusal> attachment(App app) throws IOException {
        return refusal(file.copyAttachment(app.length(), app.sha256(), OutputStream.nullOutputStream(), copied -> {}));
    }

    private Optional<Refusal> journal(Verdict<Segment> read) throws IOException {
        if (!(read instanceof Verdict.Accepted<Segment>(Segment segment))) {
            return refusal(read);
        }
        ByteArrayOutputStream attachment = new ByteArrayOutputStream();
        Optional<Refusal> damage = refusal(file.copyAttachment(
                segment.terms().events().length(), segment.terms().events().sha256(), attachment, copied -> {}));
        return damage.isPresent()
                ? damage
                : refusal(SegmentReader.read(segment, attachment.toByteArray(), DESK, new Nowhere()));
    }

    private static Optional<Refusal> refusal(Verdict<?> verdict) {
        return verdict instanceof Verdict.Refused<?>(Refusal refusal) ? Optional.of(refusal) : Optional.empty();
    }

    private static final class Nowhere implements SegmentReader.Receiver {
        @Override
        public void device(DeviceLine device) {}

        @Override
        public void event(Event event) {}
    }
}
