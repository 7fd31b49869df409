package dev.sgate.cli.verify;

import dev.sgate.cli.terminal.Console;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseSituation;
import dev.sgate.license.LicenseTerms;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a {@code .sglic}. The update inside is an outcome of its own: only an attachment that is found damaged refuses the whole
 * file, and the attachment of an update that is refused is not read (FORMATS, {@code .sglic}).
 */
public final class LicenseCheck {
    private final Keyring keyring;
    private final Instant at;
    private final UpdateCheck updates;

    LicenseCheck(Keyring keyring, Instant at, Console console, String step) {
        this.keyring = keyring;
        this.at = at;
        this.updates = new UpdateCheck(at, console, step);
    }

    FileReport check(VerifiedPayload payload, SealedFile sealed) throws IOException {
        return switch (LicenseBundle.from(payload)) {
            case Verdict.Refused<LicenseBundle>(Refusal refusal) -> FileReport.refused(refusal);
            case Verdict.Accepted<LicenseBundle>(LicenseBundle bundle) -> judge(bundle, sealed);
        };
    }

    private FileReport judge(LicenseBundle bundle, SealedFile sealed) throws IOException {
        Map<String, Object> facts = facts(bundle);
        if (LicenseRules.judge(bundle, LicenseSituation.alone(at))
                instanceof Verdict.Refused<LicenseBundle>(Refusal refusal)) {
            return FileReport.refused(refusal, facts);
        }
        Optional<byte[]> update = bundle.terms().updateEnvelope();
        return update.isPresent() ? withUpdate(facts, update.get(), sealed) : withoutUpdate(facts, sealed);
    }

    private static FileReport withoutUpdate(Map<String, Object> facts, SealedFile sealed) throws IOException {
        return sealed.requireNoAttachment() instanceof Verdict.Refused<Long>(Refusal refusal)
                ? FileReport.refused(refusal, facts)
                : FileReport.accepted(facts);
    }

    private FileReport withUpdate(Map<String, Object> facts, byte[] envelope, SealedFile sealed) throws IOException {
        return switch (UpdateOffer.openEmbedded(envelope, keyring)) {
            case Verdict.Refused<UpdateOffer>(Refusal refusal) ->
                FileReport.accepted(facts).with(FileReport.refused(refusal));
            case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) -> {
                Optional<Refusal> policy = updates.policy(offer);
                Optional<Refusal> damage = policy.isPresent() ? Optional.empty() : updates.attachment(offer, sealed);
                FileReport whole = new FileReport(damage, facts);
                yield whole.with(UpdateCheck.report(offer, policy.isPresent() ? policy : damage));
            }
        };
    }

    private static Map<String, Object> facts(LicenseBundle bundle) {
        LicenseTerms terms = bundle.terms();
        return Payloads.members(
                "type", "license",
                "identity", bundle.identity(),
                "bundleId", terms.bundleId(),
                "serial", terms.serial(),
                "licenseId", terms.licenseId(),
                "product", terms.product(),
                "customer", terms.customer(),
                "site", Optional.of(terms.site()).filter(site -> !site.isEmpty()),
                "tier", terms.tier(),
                "entitlements", terms.entitlements(),
                "issuedAt", terms.issuedAt(),
                "validUntil", terms.validUntil(),
                "activateBy", terms.activateBy(),
                "appliances", terms.appliances(),
                "poolSize", terms.pool().size(),
                "poolEpoch", terms.pool().epoch(),
                "crlNumber", terms.crl().number(),
                "revokedLicenses", terms.crl().size(),
                "signers", bundle.signers().stream().sorted().toList());
    }
}
