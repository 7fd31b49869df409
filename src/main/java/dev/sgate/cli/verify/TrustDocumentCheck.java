package dev.sgate.cli.verify;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Role;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.TrustDocument;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a {@code .sgtrust} against the trust document that is in place. */
public final class TrustDocumentCheck {
    private TrustDocumentCheck() {}

    public static FileReport check(VerifiedPayload payload, SealedFile sealed) throws IOException {
        if (sealed.requireNoAttachment() instanceof Verdict.Refused<Long>(Refusal refusal)) {
            return FileReport.refused(refusal);
        }
        return switch (Keyring.pin(sealed.envelopeLine())) {
            case Verdict.Refused<Keyring>(Refusal refusal) -> FileReport.refused(refusal);
            case Verdict.Accepted<Keyring>(Keyring offered) ->
                FileReport.accepted(
                        facts(offered, payload.signers().stream().sorted().toList()));
        };
    }

    /** What a trust document that holds says. */
    public static Map<String, Object> facts(Keyring keyring, List<Kid> signers) {
        TrustDocument document = keyring.document().orElseThrow();
        return Payloads.members(
                "type", "trust",
                "identity", keyring.identity(),
                "version", document.version(),
                "expires", document.expires(),
                "roles", roles(document),
                "revoked", document.revoked().stream().sorted().toList(),
                "signers", signers.isEmpty() ? Optional.empty() : Optional.of(signers));
    }

    private static Map<String, Object> roles(TrustDocument document) {
        List<Object> namesAndValues = new ArrayList<>();
        for (Role role : Role.values()) {
            TrustDocument.RoleKeys of = document.roles().get(role);
            if (of != null) {
                namesAndValues.add(role.word());
                namesAndValues.add(
                        Payloads.members("keys", of.kids().stream().sorted().toList(), "threshold", of.threshold()));
            }
        }
        return Payloads.members(namesAndValues.toArray());
    }
}
