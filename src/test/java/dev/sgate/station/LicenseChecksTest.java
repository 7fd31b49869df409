package dev.sgate.station;

import static dev.sgate.station.RefusalsTest.set;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.station.LicenseAnswer.WhichProduct;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.LicenseConfirmed;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every state of BEHAVIOUR 2, on a license that came with a stick. */
class LicenseChecksTest {
    private static final UUID LICENSE_ID = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");
    private static final Instant MADE = Instant.parse(Samples.MADE);
    private static final String OTHER_LICENSE = "11111111-2222-4333-8444-555555555555";

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);
    private final List<String> metered = new ArrayList<>();
    private int verified;
    private LicenseChecks checks = started();

    private LicenseChecks started() {
        return new LicenseChecks(site.ledger, site.trust, site.device, site.time, site.situation.limits(), new Meter() {
            @Override
            public void checked(String tier, Check result) {
                metered.add(tier + " " + result);
            }

            @Override
            public void signatureVerified(Duration took) {
                verified++;
            }
        });
    }

    private Checked check() {
        return check(Optional.empty());
    }

    private Checked check(Optional<String> product) {
        return (Checked) checks.check(product);
    }

    private Checked assertState(LicenseState state) throws Exception {
        Checked answer = check();
        assertThat(answer.state()).isEqualTo(state);
        assertThat(answer.code()).isEqualTo(state.code());
        assertFits(answer);
        return answer;
    }

    private static void assertFits(Checked answer) throws Exception {
        for (String language : List.of("en", "de")) {
            Map<String, Object> members = answer.toJson(Sentences.in(language));
            String json = new String(Payloads.toJson(members), StandardCharsets.UTF_8);
            try (InputStream in = LicenseChecks.class.getResourceAsStream("/dev/sgate/schemas/check.schema.json")) {
                String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(json, InputFormat.JSON))
                        .as(json)
                        .isEmpty();
            }
            assertThat(json).doesNotContain("{0}", "{1}");
        }
    }

    /** A stick with the sample license, and a list of withdrawn licenses of this very moment. */
    private FakeVolume good(Object... namesAndValues) {
        return stick().license(set("crl", list(7, site.now)).andThen(set(namesAndValues)))
                .plugged();
    }

    private static Keyring trustRevoking(String... kids) {
        Map<String, Object> trust = Samples.trust();
        List<String> revoked = new ArrayList<>(List.of("license-2023", "update-2023", "license-2021"));
        revoked.addAll(List.of(kids));
        trust.put("revoked", revoked);
        return TestKeys.keyring(trust);
    }

    private void takeSeats(int count) {
        for (int i = 0; i < count; i++) {
            Fingerprint other = new Fingerprint(new Sha256(Samples.digest("other machine " + i)));
            site.memory.commit(List.of(new SeatTaken(LICENSE_ID, 0, other, site.now)), List.of());
        }
    }

    @Test
    void valid() throws Exception {
        driver.plugIn(good());
        Checked answer = assertState(LicenseState.VALID);
        assertThat(answer.product()).contains("lantern");
        assertThat(metered).containsExactly("team SUCCESS");
    }

    @Test
    void expiringInTheLastSevenDays() throws Exception {
        driver.plugIn(good());
        Instant end = check().judgement().terms().orElseThrow().validUntil();
        site.now = end.minus(Duration.ofDays(7));
        driver.plugIn(good("serial", 6, "crl", list(8, site.now)));
        assertThat(check().state()).isEqualTo(LicenseState.VALID);
        site.now = end.minus(Duration.ofDays(7)).plusSeconds(1);
        assertState(LicenseState.EXPIRING);
    }

    private static Map<String, Object> list(int number, Instant issuedAt, String... revoked) {
        return Samples.members("number", number, "issuedAt", Payloads.time(issuedAt), "revoked", List.of(revoked));
    }

    @Test
    void needsRefreshWhenTheListIsTooOld() throws Exception {
        driver.plugIn(good());
        site.now = site.now.plus(Duration.ofDays(14));
        assertThat(check().state()).as("equal is still fresh").isNotEqualTo(LicenseState.NEEDS_REFRESH);
        site.now = site.now.plusSeconds(1);
        assertThat(assertState(LicenseState.NEEDS_REFRESH).evidence().facts()).containsEntry("crlNumber", "7");
    }

    @Test
    void aRevokedKeyIsForgivenFor72HoursFromWhenItWasFirstFound() throws Exception {
        driver.plugIn(good());
        site.keyring = trustRevoking("license-a");
        Instant found = site.now;
        assertState(LicenseState.NEEDS_REFRESH);
        site.now = found.plus(Duration.ofDays(3));
        checks = started();
        assertThat(check().state()).isEqualTo(LicenseState.NEEDS_REFRESH);
        site.now = site.now.plusSeconds(1);
        assertState(LicenseState.UNTRUSTED);
        assertThat(metered).last().isEqualTo("none TAMPERED");
    }

    @Test
    void expired() throws Exception {
        driver.plugIn(good());
        site.now = check().judgement().terms().orElseThrow().validUntil().plusSeconds(1);
        assertState(LicenseState.EXPIRED);
        assertThat(metered).last().isEqualTo("team EXPIRED");
    }

    @Test
    void revokedByTheListOfAnotherLicense() throws Exception {
        driver.plugIn(good());
        driver.plugIn(stick().license(set(
                        "licenseId",
                        OTHER_LICENSE,
                        "licenseKeyHash",
                        Samples.digest("another key"),
                        "validUntil",
                        Payloads.time(site.now.minusSeconds(1)),
                        "crl",
                        list(8, MADE, Samples.LICENSE_KEY_HASH)))
                .plugged());
        assertThat(assertState(LicenseState.REVOKED).evidence().facts()).containsEntry("crlNumber", "8");
    }

    /** BEHAVIOUR 4: a stolen key revokes the license with the highest number there is; revoking the key undoes it. */
    @Test
    void aListOfAStolenKeyCountsNoMoreOnceTheKeyIsRevoked() throws Exception {
        driver.plugIn(good());
        driver.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B)
                .license(set("serial", 4, "crl", list(1_000_000, site.now, Samples.LICENSE_KEY_HASH)))
                .plugged());
        assertState(LicenseState.REVOKED);
        driver.plugIn(
                stick().license(set("serial", 4, "crl", list(8, site.now))).plugged());
        assertState(LicenseState.REVOKED);

        site.keyring = trustRevoking("license-b");
        assertState(LicenseState.VALID);
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .as("the list that came while the stolen one counted")
                .isEqualTo(8);
    }

    /** BEHAVIOUR 4: a stolen key locks a license out with the largest serial there is; revoking the key undoes it. */
    @Test
    void aSerialOfAStolenKeyCountsNoMoreOnceTheKeyIsRevoked() throws Exception {
        driver.plugIn(good());
        driver.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B)
                .license(set("serial", 9_007_199_254_740_991L, "crl", list(7, site.now)))
                .plugged());
        driver.plugIn(good("serial", 6));
        assertThat(heldSerial()).isEqualTo(9_007_199_254_740_991L);

        site.keyring = trustRevoking("license-b");
        driver.plugIn(good("serial", 3));
        assertThat(heldSerial())
                .as("an older one than the last that is believed")
                .isEqualTo(9_007_199_254_740_991L);
        driver.plugIn(good("serial", 6, "crl", list(8, site.now)));
        assertThat(heldSerial()).isEqualTo(6);
        assertState(LicenseState.VALID);
    }

    private long heldSerial() {
        return site.memory.findLicense(LICENSE_ID).orElseThrow().serial();
    }

    /** A site whose key was revoked runs on; what its bundle says of revoked licenses counts no more. */
    @Test
    void aForgivenBundlesOwnListCountsNoMore() throws Exception {
        driver.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B)
                .license(set("crl", list(7, site.now)))
                .plugged());
        driver.plugIn(good("serial", 6, "crl", list(8, site.now)));
        assertState(LicenseState.VALID);
        LicenseBundle poisoned = Samples.bundle(set("serial", 6, "crl", list(9, site.now, Samples.LICENSE_KEY_HASH)));
        byte[] line = Sealer.seal(PayloadType.LICENSE, payload(poisoned), List.of(TestKeys.LICENSE_A));
        site.memory.commit(List.of(new LicenseHeld(poisoned, line, site.now)), List.of());
        assertState(LicenseState.REVOKED);

        site.keyring = trustRevoking("license-a");
        assertState(LicenseState.NEEDS_REFRESH);
    }

    private Map<String, Object> payload(LicenseBundle bundle) {
        Map<String, Object> payload = Samples.license();
        set("serial", bundle.terms().serial(), "crl", list(9, site.now, Samples.LICENSE_KEY_HASH))
                .accept(payload);
        return payload;
    }

    @Test
    void poolExhaustedUntilASeatIsFreeAndThenTheSeatIsTaken() throws Exception {
        takeSeats(2);
        driver.plugIn(good());
        assertState(LicenseState.POOL_EXHAUSTED);
        assertThat(site.events("activation")).isEmpty();

        Fingerprint gone = new Fingerprint(new Sha256(Samples.digest("other machine 0")));
        site.memory.commit(List.of(new SeatCleared(LICENSE_ID, 0, gone)), List.of());
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0)).hasSize(2);
        assertThat(site.events("activation")).hasSize(1);
        check();
        assertThat(site.events("activation")).as("once").hasSize(1);
    }

    @Test
    void clockDistrusted() throws Exception {
        driver.plugIn(good());
        site.time.keep(site.time.observe());
        site.now = site.now.minus(Duration.ofHours(2));
        assertThat(assertState(LicenseState.CLOCK_DISTRUSTED).evidence().facts())
                .containsEntry("behind", "7200");
        site.now = site.now.plus(Duration.ofHours(2));
        assertState(LicenseState.VALID);
    }

    @Test
    void tamperedWhenTheStoredBundleWasChanged() throws Exception {
        driver.plugIn(good());
        HeldLicense held = site.memory.licenses().getFirst();
        byte[] changed = held.envelopeLine().clone();
        changed[changed.length / 3] ^= 1;
        LicenseBundle bundle = Samples.bundle(set("crl", list(7, site.now)));
        site.memory.commit(List.of(new LicenseHeld(bundle, changed, held.importedAt())), List.of());
        assertState(LicenseState.TAMPERED);
        assertThat(metered).last().isEqualTo("none TAMPERED");

        driver.plugIn(good());
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0)).as("the same seat").hasSize(1);
    }

    /** A signature a launch is saved; a changed byte is seen at once, and so is another trust document. */
    @Test
    void whatWasVerifiedIsVerifiedAgainOnlyWhenItChanged() throws Exception {
        driver.plugIn(good());
        for (int launch = 0; launch < 5; launch++) {
            assertState(LicenseState.VALID);
        }
        assertThat(verified).isEqualTo(1);

        HeldLicense held = site.memory.licenses().getFirst();
        byte[] changed = held.envelopeLine().clone();
        changed[changed.length / 3] ^= 1;
        LicenseBundle bundle = Samples.bundle(set("crl", list(7, site.now)));
        site.memory.commit(List.of(new LicenseHeld(bundle, changed, held.importedAt())), List.of());
        assertState(LicenseState.TAMPERED);
        site.memory.commit(List.of(new LicenseHeld(bundle, held.envelopeLine(), held.importedAt())), List.of());
        assertState(LicenseState.VALID);
        assertThat(verified).isEqualTo(3);
        site.keyring = trustRevoking("license-a");
        assertState(LicenseState.NEEDS_REFRESH);
    }

    /** {@code lease.reclaimDays} counts for the machine's own seat as for anybody's. */
    @Test
    void theSeatOfASilentClientIsTheMachinesAfterTheDaysThatTheSiteSet() throws Exception {
        takeSeats(1);
        Fingerprint silent = site.memory.pool(LICENSE_ID, 0).getFirst().device();
        Instant lastHeard = site.now;
        site.memory.commit(
                List.of(new InstanceHeld(new Instance(
                        UUID.fromString(OTHER_LICENSE),
                        LICENSE_ID,
                        silent,
                        false,
                        "10.0.0.7",
                        lastHeard,
                        lastHeard.plus(Duration.ofDays(1)),
                        lastHeard,
                        Optional.empty()))),
                List.of());
        driver.plugIn(good("pool", Samples.members("size", 1, "epoch", 0)));
        site.now = lastHeard.plus(Duration.ofDays(3));
        assertState(LicenseState.POOL_EXHAUSTED);

        site.situation = limitedTo(new SiteLimits(Duration.ofDays(3), Optional.empty()));
        checks = started();
        assertState(LicenseState.POOL_EXHAUSTED);
        site.now = site.now.plusSeconds(1);
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0))
                .extracting(seat -> seat.device())
                .containsExactly(site.device.fingerprint());
    }

    private Situation limitedTo(SiteLimits limits) {
        Situation before = site.situation;
        return new Situation(
                before.products(),
                before.platform(),
                before.builtAt(),
                before.allowFolders(),
                before.language(),
                limits);
    }

    @Test
    void tamperedWhenAGoodBundleStandsInThePlaceOfAnother() throws Exception {
        driver.plugIn(good());
        HeldLicense held = site.memory.licenses().getFirst();
        LicenseBundle other = Samples.bundle(payload -> payload.put("serial", 4));
        site.memory.commit(List.of(new LicenseHeld(other, held.envelopeLine(), held.importedAt())), List.of());
        assertState(LicenseState.TAMPERED);
    }

    @Test
    void needsConfirmationUntilAPersonSaidYes() throws Exception {
        driver.plugIn(good("policy", Samples.members("confirm", "manual")));
        assertThat(assertState(LicenseState.NEEDS_CONFIRMATION).evidence().facts())
                .containsEntry("poolSize", "2");
        assertThat(site.memory.seats(LICENSE_ID, 0)).isEmpty();
        site.memory.commit(List.of(new LicenseConfirmed(LICENSE_ID, site.now)), List.of());
        assertState(LicenseState.VALID);
        assertThat(site.memory.seats(LICENSE_ID, 0)).hasSize(1);
    }

    @Test
    void unlicensedBecauseNothingCame() throws Exception {
        assertThat(assertState(LicenseState.UNLICENSED).cause()).contains(UnlicensedCause.NO_BUNDLE);
    }

    @Test
    void unlicensedBecauseTheFileWasChangedOnItsWay() throws Exception {
        driver.plugIn(stick().license().withChangedPayload(StickBuilder.LICENSE).plugged());
        Checked answer = assertState(LicenseState.UNLICENSED);
        assertThat(answer.cause()).contains(UnlicensedCause.MODIFIED);
        assertThat(answer.evidence().facts()).containsEntry("file", StickBuilder.LICENSE);
    }

    @Test
    void unlicensedBecauseItCameTooLate() throws Exception {
        driver.plugIn(stick().license(set("validUntil", Payloads.time(site.now.minusSeconds(1))))
                .plugged());
        assertThat(assertState(LicenseState.UNLICENSED).cause()).contains(UnlicensedCause.EXPIRED);
    }

    @Test
    void unlicensedBecauseTheVendorsKeysAreNotKnown() throws Exception {
        driver.plugIn(stick().licensesSignedBy(TestKeys.STRANGER).license().plugged());
        assertThat(assertState(LicenseState.UNLICENSED).cause()).contains(UnlicensedCause.NO_TRUST_ANCHOR);

        driver.plugIn(good());
        assertState(LicenseState.VALID);
        site.keyring = Keyring.nothing("vendor.sgtrust is missing");
        Checked answer = assertState(LicenseState.UNLICENSED);
        assertThat(answer.cause()).contains(UnlicensedCause.NO_TRUST_ANCHOR);
        assertThat(answer.evidence().facts()).containsEntry("trust", "vendor.sgtrust is missing");
    }

    @Test
    void theBestLicenseSpeaksForItsProduct() throws Exception {
        driver.plugIn(good());
        driver.plugIn(good("licenseId", OTHER_LICENSE, "validUntil", Payloads.time(site.now.plus(Duration.ofDays(2)))));
        assertState(LicenseState.VALID);
        site.now = site.now.plus(Duration.ofDays(3));
        assertState(LicenseState.VALID);
    }

    @Test
    void anotherProductIsUnlicensedAndTwoProductsNeedANameToBeAskedFor() throws Exception {
        driver.plugIn(good());
        assertThat(check(Optional.of("beacon")).state()).isEqualTo(LicenseState.UNLICENSED);
        assertThat(check(Optional.of("lantern")).state()).isEqualTo(LicenseState.VALID);

        LicenseBundle beacon = Samples.bundle(payload -> {
            payload.put("product", "beacon");
            payload.put("licenseId", OTHER_LICENSE);
        });
        site.memory.commit(List.of(new LicenseHeld(beacon, new byte[] {'{'}, site.now)), List.of());
        assertThat(checks.check(Optional.empty()))
                .isInstanceOfSatisfying(
                        WhichProduct.class,
                        which -> assertThat(which.products()).containsExactly("beacon", "lantern"));
        assertThat(check(Optional.of("lantern")).state()).isEqualTo(LicenseState.VALID);
    }

    /** S42, and a bound: an application that asks each second must not fill the journal. */
    @Test
    void theJournalHasEachChangeAndElseOneLineAnHour() throws Exception {
        driver.plugIn(good());
        for (int second = 0; second < 3_600; second++) {
            site.now = site.now.plusSeconds(1);
            check();
        }
        assertThat(site.events("validation"))
                .singleElement()
                .asString()
                .contains("\"state\":\"valid\"", "\"checks\":1");
        site.now = site.now.plusSeconds(1);
        check();
        assertThat(site.events("validation")).hasSize(2).last().asString().contains("\"checks\":3600");

        site.now = site.now.plus(Duration.ofDays(3650));
        check();
        assertThat(site.events("validation"))
                .hasSize(3)
                .last()
                .asString()
                .contains("\"state\":\"expired\"", "\"code\":\"expired\"", "\"product\":\"lantern\"");
        assertThat(metered).hasSize(3_602);
    }

    @Test
    void madeUpProductsShareOneLine() {
        for (int i = 0; i < 100; i++) {
            check(Optional.of("product-" + i));
        }
        assertThat(site.events("validation")).singleElement().asString().doesNotContain("product-");
    }
}
