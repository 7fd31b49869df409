package dev.sgate.cli.verify;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.Progress;
import dev.sgate.release.App;
import dev.sgate.release.ReleaseDecision;
import dev.sgate.release.ReleaseRules;
import dev.sgate.release.ReleaseSituation;
import dev.sgate.release.UpdateOffer;
import dev.sgate.release.UpdateTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Checks a {@code .sgupd}, and the attachment of an update wherever it travels. */
public final class UpdateCheck {
    private final Instant at;
    private final Console console;
    private final String step;

    UpdateCheck(Instant at, Console console, String step) {
        this.at = at;
        this.console = console;
        this.step = step;
    }

    FileReport check(VerifiedPayload payload, SealedFile sealed) throws IOException {
        return switch (UpdateOffer.from(payload)) {
            case Verdict.Refused<UpdateOffer>(Refusal refusal) -> FileReport.refused(refusal);
            case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) -> {
                Optional<Refusal> policy = policy(offer);
                yield report(offer, policy.isPresent() ? policy : attachment(offer, sealed));
            }
        };
    }

    /** What the update's own times say. */
    Optional<Refusal> policy(UpdateOffer offer) {
        return switch (ReleaseRules.judge(offer, ReleaseSituation.alone(at))) {
            case ReleaseDecision.Refused(Refusal refusal) -> Optional.of(refusal);
            case ReleaseDecision.Install install -> Optional.empty();
            case ReleaseDecision.AlreadyInstalled already -> Optional.empty();
        };
    }

    /** Reads the attachment to its end; the stream stands behind the envelope. */
    Optional<Refusal> attachment(UpdateOffer offer, SealedFile sealed) throws IOException {
        App app = offer.app();
        try (Progress progress = console.progress(step, app.length())) {
            return sealed.copyAttachment(app.length(), app.sha256(), OutputStream.nullOutputStream(), progress)
                            instanceof Verdict.Refused<Sha256>(Refusal refusal)
                    ? Optional.of(refusal)
                    : Optional.empty();
        }
    }

    static FileReport report(UpdateOffer offer, Optional<Refusal> refusal) {
        return new FileReport(refusal, facts(offer));
    }

    private static Map<String, Object> facts(UpdateOffer offer) {
        UpdateTerms terms = offer.terms();
        App app = terms.app();
        return Payloads.members(
                "type", "update",
                "identity", offer.identity(),
                "updateId", terms.updateId(),
                "product", terms.product(),
                "application", app.name(),
                "version", app.version(),
                "platform", app.platform(),
                "mediaType", app.mediaType().mediaType(),
                "fileName", app.fileName(),
                "length", app.length(),
                "sha256", app.sha256(),
                "issuedAt", terms.issuedAt(),
                "expires", terms.expires(),
                "allowDowngrade", terms.allowDowngrade(),
                "minimumVersion", app.minimumVersion(),
                "crlNumber", terms.crl().map(crl -> crl.number()),
                "signers", offer.signers().stream().sorted().toList());
    }
}
