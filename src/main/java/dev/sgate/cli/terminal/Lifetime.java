package dev.sgate.cli.terminal;

import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import java.time.Duration;
import java.time.Instant;

/**
 * The longest time that a stolen bundle can live, shown wherever one is minted: nothing can reach into a site without a network
 * to end it earlier (E16).
 */
public record Lifetime(Instant until, String sentence) {
    public static Lifetime of(LicenseTerms terms) {
        long days = Duration.between(terms.issuedAt(), terms.validUntil()).toDays();
        String where = terms.appliances()
                .map(named -> "only on the " + named.size() + " appliances it names")
                .orElse("on any appliance");
        String opening = terms.activateBy()
                .map(limit -> ", where it is first imported by " + Payloads.time(limit))
                .orElse("");
        return new Lifetime(
                terms.validUntil(),
                "at most " + days + " days, " + where + opening + "; a revocation ends it where one arrives");
    }
}
