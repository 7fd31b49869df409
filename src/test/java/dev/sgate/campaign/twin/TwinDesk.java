package dev.sgate.campaign.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Policy;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.TestKeys;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.LicenseMint;
import dev.sgate.vendor.mint.LicenseOrder;
import dev.sgate.vendor.mint.MintOutcome;
import dev.sgate.vendor.mint.MintedLicense;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The vendor of the appliances in memory: what it signs, they believe. */
record TwinDesk(DeskLedger ledger) {
    private static final Policy POLICY = new Policy(7, 400, 72, 3600, false, Optional.empty(), false, false, 400);

    /**
     * A customer's next bundle, or the first of a new license.
     *
     * @param before the bundle before it
     * @param named device keys that it is for, beside those that the ledger knows
     */
    MintedLicense mint(
            String customer, Optional<MintedLicense> before, List<Sha256> named, Instant validUntil, Instant now) {
        LicenseOrder order = new LicenseOrder(
                before.map(license -> license.terms().licenseId()),
                Optional.empty(),
                before.isPresent() ? Optional.empty() : Optional.of(Scenario.PRODUCT),
                before.isPresent() ? Optional.empty() : Optional.of(customer),
                "",
                before.isPresent() ? Optional.empty() : Optional.of("enterprise"),
                List.of(),
                Scenario.SEATS,
                List.of(),
                false,
                Optional.of(validUntil),
                named,
                Optional.empty(),
                POLICY,
                Optional.empty(),
                false,
                Optional.empty());
        MintOutcome outcome = new LicenseMint(ledger, List.of(TestKeys.LICENSE_A)).mint(order, now);
        assertThat(outcome).isInstanceOf(MintOutcome.Made.class);
        return ((MintOutcome.Made) outcome).license();
    }
}
