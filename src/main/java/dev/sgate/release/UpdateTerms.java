package dev.sgate.release;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RevocationList;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What an update says, as plain data: the payload of {@code .sgupd} in FORMATS, member by member. */
public record UpdateTerms(
        UUID updateId,
        String product,
        Instant issuedAt,
        Optional<Instant> expires,
        boolean allowDowngrade,
        Optional<RevocationList> crl,
        App app) {
    static final Set<String> KNOWN =
            Set.of("updateId", "product", "issuedAt", "expires", "allowDowngrade", "crl", "app", "critical");

    /** How long a permission to go back may live at most. */
    private static final Duration DOWNGRADE_MAX_LIFE = Duration.ofDays(30);

    static UpdateTerms read(Fields fields) {
        UpdateTerms terms = new UpdateTerms(
                fields.getUuid("updateId"),
                fields.getProduct("product"),
                fields.getTime("issuedAt"),
                fields.findTime("expires"),
                fields.findBoolean("allowDowngrade").orElse(false),
                fields.findObject("crl").map(RevocationList::read),
                App.read(fields.getObject("app")));
        if (terms.allowDowngrade
                && terms.expires.filter(terms::withinDowngradeLife).isEmpty()) {
            throw fields.malformed("expires", "missing or more than 30 days after issuedAt, with allowDowngrade");
        }
        return terms;
    }

    private boolean withinDowngradeLife(Instant expiry) {
        return !expiry.isAfter(issuedAt.plus(DOWNGRADE_MAX_LIFE));
    }

    /** The payload of an update with these terms, members in the order of the format page. */
    public Map<String, Object> toPayload() {
        return Payloads.members(
                "updateId", updateId,
                "product", product,
                "issuedAt", issuedAt,
                "expires", expires,
                "allowDowngrade", allowDowngrade,
                "crl", crl.map(RevocationList::toPayload),
                "app", app.toPayload());
    }
}
