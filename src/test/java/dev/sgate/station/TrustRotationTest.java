package dev.sgate.station;

import static dev.sgate.station.RefusalsTest.set;
import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.ROOT_C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.license.LicenseState;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.station.StateChange.FloorRaised;
import dev.sgate.station.StateChange.RevocationListHeld;
import dev.sgate.station.StateChange.TrustHeld;
import dev.sgate.station.StepFaults.Fault;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vendor's keys change by stick. The site pinned version 4; license-a and update-a sign what is there. */
class TrustRotationTest {
    private static final NamedKey ROOT_D = TestKeys.ed25519("root-d");
    private static final NamedKey NEW_LICENSE = TestKeys.ed25519("license-new");
    private static final NamedKey NEW_UPDATE = TestKeys.ed25519("update-new");

    private static final Instant BEFORE = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2030-02-01T00:00:00Z");

    private final TestSite site = new TestSite();

    private VisitDriver driver() {
        return new VisitDriver(site);
    }

    /** Version 5: a new key of each kind, roots b and c instead of a and b. */
    private static Map<String, Object> five() {
        Map<String, Object> five = Samples.trust();
        five.put("version", 5);
        name(five, NEW_LICENSE, "license");
        name(five, NEW_UPDATE, "update");
        name(five, ROOT_C, "root");
        drop(five, "root-a", "root");
        return five;
    }

    /** Version 6: license-a is revoked and not named any more, and neither of the roots of version 4 is there. */
    private static Map<String, Object> six() {
        Map<String, Object> six = five();
        six.put("version", 6);
        name(six, ROOT_D, "root");
        drop(six, "root-b", "root");
        drop(six, "license-a", "license");
        revoke(six, "license-a");
        return six;
    }

    private static void name(Map<String, Object> trust, NamedKey key, String role) {
        Samples.in(trust, "keys").put(key.kid().value(), TestKeys.entry(key));
        List<Object> keys = keysOf(trust, role);
        if (!keys.contains(key.kid().value())) {
            keys.add(key.kid().value());
        }
    }

    private static void drop(Map<String, Object> trust, String kid, String role) {
        Samples.in(trust, "keys").remove(kid);
        keysOf(trust, role).remove(kid);
        Samples.in(Samples.in(trust, "roles"), role).put("threshold", role.equals("root") ? 2 : 1);
    }

    private static List<Object> keysOf(Map<String, Object> trust, String role) {
        Map<String, Object> of = Samples.in(Samples.in(trust, "roles"), role);
        List<Object> keys = new ArrayList<>((List<?>) of.get("keys"));
        of.put("keys", keys);
        return keys;
    }

    private static void revoke(Map<String, Object> trust, String kid) {
        List<Object> revoked = new ArrayList<>((List<?>) trust.get("revoked"));
        revoked.add(kid);
        trust.put("revoked", revoked);
    }

    private static byte[] sealed(Map<String, Object> trust, NamedKey... by) {
        return Sealer.seal(PayloadType.TRUST, trust, List.of(by));
    }

    private static byte[] fourToFive() {
        return sealed(five(), ROOT_A, ROOT_B, ROOT_C);
    }

    private static byte[] fiveToSix() {
        return sealed(six(), ROOT_B, ROOT_C, ROOT_D);
    }

    private long version() {
        return site.trust.current().document().orElseThrow().version();
    }

    private static List<RefusalCode> codes(VisitDriver.Visited visited) {
        return visited.visit().outcomes().stream()
                .flatMap(file -> file.outcome().findRefusal().stream())
                .map(refusal -> refusal.code())
                .toList();
    }

    @Test
    void theNewKeysCountForTheOtherFilesOfTheSameStick() throws Exception {
        FakeVolume volume = stick().licensesSignedBy(NEW_LICENSE)
                .license()
                .updatesSignedBy(NEW_UPDATE)
                .update("2.4.0")
                .file("zz.sgtrust", fourToFive())
                .plugged();

        VisitDriver.Visited visited = driver().plugIn(volume);

        assertThat(visited.visit().outcomes())
                .extracting(
                        file -> file.outcome().subject() + " " + file.outcome().result())
                .containsExactly("trust applied", "license applied", "release applied");
        assertThat(version()).isEqualTo(5);
        assertThat(site.events("trust-updated"))
                .singleElement()
                .asString()
                .contains("\"version\":5", "\"versionBefore\":4", "\"revokedCount\":0");
    }

    @Test
    void aSiteTwoVersionsBehindRecoversWithOneStickWhateverTheNames() throws Exception {
        FakeVolume volume = stick().licensesSignedBy(NEW_LICENSE)
                .license()
                .file("a-newest.sglic", fiveToSix())
                .file("b-older.sgupd", fourToFive())
                .plugged();

        VisitDriver.Visited visited = driver().plugIn(volume);

        assertThat(codes(visited)).isEmpty();
        assertThat(version()).isEqualTo(6);
        assertThat(site.events("trust-updated")).hasSize(2);
        assertThat(site.events("trust-updated").get(1)).contains("\"revoked\":\"license-a\"");
        assertThat(site.events("license-imported")).hasSize(1);
        assertThat(site.staging.slots()).isEmpty();
    }

    @Test
    void theSameStickAgainIsInformation() throws Exception {
        StickBuilder both = stick().file("5.sgtrust", fourToFive()).file("6.sgtrust", fiveToSix());
        driver().plugIn(both.plugged());
        site.losePower();

        VisitDriver.Visited again = driver().plugIn(both.plugged());
        driver().plugIn(both.plugged());

        // no root of version 5 is needed to know it again
        assertThat(again.visit().outcomes())
                .extracting(file -> file.outcome().result())
                .containsExactly("refused", "already-applied");
        assertThat(codes(again)).containsExactly(RefusalCode.SUPERSEDED);
        assertThat(again.visit().mayWrite()).isTrue();
        assertThat(site.events("refused")).hasSize(1);
        assertThat(site.events("trust-updated")).hasSize(2);
    }

    /** Anybody can write the payload of an old document under other signatures. */
    @Test
    void anOldDocumentIsKnownByItsOwnSignaturesAlone() throws Exception {
        driver().plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        FakeVolume forged = stick().file("4.sgtrust", sealed(Samples.trust(), TestKeys.STRANGER))
                .plugged();

        VisitDriver.Visited visited = driver().plugIn(forged);

        assertThat(codes(visited)).containsExactly(RefusalCode.UNKNOWN_KEY);
        assertThat(visited.visit().mayWrite()).isFalse();
        assertThat(forged.written).isEmpty();
    }

    @Test
    void aMissingVersionIsNamed() throws Exception {
        Map<String, Object> gap = five();
        gap.put("version", 6);
        VisitDriver.Visited visited = driver().plugIn(stick().file("6.sgtrust", sealed(gap, ROOT_A, ROOT_B, ROOT_C))
                .plugged());

        assertThat(codes(visited)).containsExactly(RefusalCode.NOT_YET_VALID);
        assertThat(site.events("refused")).singleElement().asString().contains("missingVersion=5");
        assertThat(version()).isEqualTo(4);
    }

    /** Its roots are strangers here, so its code is that of a stranger; but site IT reads which version may be missing. */
    @Test
    void aDocumentWhoseRootsAreNotKnownYetSaysWhatItClaims() throws Exception {
        driver().plugIn(stick().file("6.sgtrust", sealed(six(), ROOT_C, ROOT_D)).plugged());
        assertThat(site.events("refused"))
                .singleElement()
                .asString()
                .contains("\"code\":\"wrong-role\"", "heldVersion=4 claimedVersion=6");
        assertThat(version()).isEqualTo(4);
    }

    @Test
    void anotherDocumentOfTheSameVersionIsEquivocation() throws Exception {
        driver().plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        Map<String, Object> other = five();
        other.put("expires", "2031-01-01T00:00:00Z");
        VisitDriver.Visited visited = driver().plugIn(stick().file("5.sgtrust", sealed(other, ROOT_A, ROOT_B, ROOT_C))
                .plugged());
        assertThat(codes(visited)).containsExactly(RefusalCode.EQUIVOCATION);
        assertThat(version()).isEqualTo(5);
    }

    @Test
    void aDocumentWithARemainderIsNotTaken() throws Exception {
        byte[] longer = Arrays.copyOf(fourToFive(), fourToFive().length + 1);
        VisitDriver.Visited visited =
                driver().plugIn(stick().file("5.sgtrust", longer).plugged());
        assertThat(codes(visited)).containsExactly(RefusalCode.TRAILING_DATA);
        assertThat(version()).isEqualTo(4);
        assertThat(site.memory.trustDocuments()).isEmpty();
    }

    @Test
    void thePinnedFileCountsOnlyWhileTheStateHoldsNoNewerOne() throws Exception {
        driver().plugIn(stick().file("5.sgtrust", fourToFive()).plugged());

        site.keyring = Keyring.nothing("the file is gone");
        site.losePower();
        assertThat(version()).as("without the file").isEqualTo(5);

        site.keyring = TestKeys.keyring();
        site.losePower();
        assertThat(version()).as("with the old file").isEqualTo(5);

        site.keyring = Samples.get(Keyring.pin(fiveToSix()));
        assertThat(version()).as("with a newer file").isEqualTo(6);
        assertThat(site.trust.current().document().orElseThrow().revoked()).contains(new Kid("license-a"));
    }

    @Test
    void whatAPinnedDocumentIsFollowedByStaysWhenThePinGoesBack() throws Exception {
        driver().plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        site.keyring = Samples.get(Keyring.pin(fiveToSix()));
        Map<String, Object> seven = six();
        seven.put("version", 7);
        driver().plugIn(stick().file("7.sgtrust", sealed(seven, ROOT_C, ROOT_D)).plugged());

        site.keyring = TestKeys.keyring();
        site.losePower();

        assertThat(version()).isEqualTo(7);
        assertThat(site.memory.trustDocuments())
                .extracting(LedgerView.HeldDocument::version)
                .containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void aDamagedStateBelievesNothingUntilSiteItPinsTheNewestOne() throws Exception {
        driver().plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        byte[] broken = fourToFive();
        broken[60] ^= 1;
        site.memory.commit(List.of(new TrustHeld(5, false, broken, site.now)), List.of());
        site.losePower();

        assertThat(site.trust.current().document()).isEmpty();
        assertThat(site.trust.current().whyNothing()).contains("version 5", "no longer proves itself");

        site.keyring = Samples.get(Keyring.pin(fourToFive()));
        assertThat(version()).isEqualTo(5);
        driver().plugIn(stick().file("6.sgtrust", fiveToSix()).plugged());
        site.losePower();
        assertThat(version()).isEqualTo(6);
    }

    @Test
    void whatWasRevokedStaysRevokedAndSoDoesItsPublicKeyUnderAnotherId() throws Exception {
        driver().plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());
        Map<String, Object> seven = six();
        seven.put("version", 7);
        seven.put("revoked", List.of());
        NamedKey disguised = new NamedKey(new Kid("license-fresh"), TestKeys.LICENSE_A.key());
        name(seven, TestKeys.LICENSE_A, "license");
        Samples.in(seven, "keys").remove("license-a");
        keysOf(seven, "license").remove("license-a");
        name(seven, disguised, "license");
        driver().plugIn(stick().file("7.sgtrust", sealed(seven, ROOT_C, ROOT_D)).plugged());
        site.losePower();

        assertThat(version()).isEqualTo(7);
        for (NamedKey key : List.of(TestKeys.LICENSE_A, disguised)) {
            VisitDriver.Visited visited =
                    driver().plugIn(stick().licensesSignedBy(key).license().plugged());
            assertThat(codes(visited)).as(key.kid().value()).containsExactly(RefusalCode.REVOKED_KEY);
        }
    }

    /** An old key that a thief has cannot help to sign the next document once it is revoked, even if that document forgives it. */
    @Test
    void aRevokedRootDoesNotCountForADocumentThatForgivesIt() throws Exception {
        Map<String, Object> five = five();
        revoke(five, "root-a");
        driver().plugIn(stick().file("5.sgtrust", sealed(five, ROOT_A, ROOT_B, ROOT_C))
                .plugged());
        Map<String, Object> stolen = five();
        stolen.put("version", 6);
        stolen.put("revoked", List.of());
        name(stolen, ROOT_A, "root");
        drop(stolen, "root-c", "root");

        VisitDriver.Visited visited = driver().plugIn(stick().file("6.sgtrust", sealed(stolen, ROOT_A, ROOT_B, ROOT_C))
                .plugged());

        assertThat(version()).isEqualTo(5);
        assertThat(codes(visited)).containsExactly(RefusalCode.WRONG_ROLE);
    }

    @Test
    void aBundleWhoseKeyWasRevokedAndDroppedRunsOnForItsTime() throws Exception {
        driver().plugIn(stick().license().plugged());
        driver().plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());
        assertThat(state()).isEqualTo(LicenseState.NEEDS_REFRESH);
        new WarningWatch(site.ledger, site.trust, site.device, site.time, site.situation, Meter.SILENT).look();
        site.now = site.now.plus(Duration.ofHours(73));
        assertThat(state()).isEqualTo(LicenseState.UNTRUSTED);

        driver().plugIn(stick().licensesSignedBy(NEW_LICENSE)
                .license(set("serial", 6))
                .plugged());
        assertThat(state()).isNotEqualTo(LicenseState.UNTRUSTED);
    }

    private LicenseState state() {
        return new LicenseStanding(site.ledger, site.trust, site.device, site.time, site.situation.limits())
                .all()
                .getFirst()
                .state();
    }

    @Test
    void aSerialThatAStolenKeySetFallsBack() throws Exception {
        driver().plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B).license().plugged());
        driver().plugIn(stick().license(set("serial", 999_999)).plugged());
        driver().plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());

        VisitDriver.Visited older = driver().plugIn(stick().licensesSignedBy(NEW_LICENSE)
                .license(set("serial", 4))
                .plugged());
        VisitDriver.Visited newer = driver().plugIn(stick().licensesSignedBy(NEW_LICENSE)
                .license(set("serial", 6))
                .plugged());

        assertThat(codes(older)).containsExactly(RefusalCode.SUPERSEDED);
        assertThat(codes(newer)).isEmpty();
        assertThat(site.memory.licenses().getFirst().serial()).isEqualTo(6);
    }

    @Test
    void aFloorThatAStolenKeySetFallsBack() {
        site.memory.commit(
                List.of(floor("2.0.0", "2.0.0", "update-b"), floor("9.0.0", "8.0.0", "update-a")), List.of());
        Map<String, Object> trust = Samples.trust();
        assertThat(site.memory
                        .findFloor("lamp", TestKeys.keyring(trust))
                        .orElseThrow()
                        .highestCommitted())
                .isEqualTo(new SemVer("9.0.0"));
        revoke(trust, "update-a");
        assertThat(site.memory.findFloor("lamp", TestKeys.keyring(trust)))
                .contains(new LedgerView.Floor(new SemVer("2.0.0"), Optional.of(new SemVer("2.0.0"))));
    }

    /** What license-a and update-a set: a floor, a revocation list and the time; and what license-b and update-b had set before. */
    private void setByBothKeys() {
        site.memory.commit(
                List.of(
                        floor("2.0.0", "2.0.0", "update-b"),
                        floor("9.0.0", "8.0.0", "update-a"),
                        new RevocationListHeld(list(7), Set.of(new Kid("license-b"))),
                        new RevocationListHeld(list(8), Set.of(new Kid("license-a")))),
                List.of());
        site.remembered = RememberedTime.of(Set.of(new Kid("license-b")), TimeState.issued(BEFORE))
                .merge(RememberedTime.of(Set.of(new Kid("license-a")), TimeState.issued(AFTER)));
        site.now = BEFORE.minusSeconds(1);
    }

    private static RevocationList list(long number) {
        return RevocationList.of(number, BEFORE, List.of());
    }

    /** Version 5 without update-a and license-a, whose time is over; nothing is revoked that was not. */
    private static Map<String, Object> plainFive() {
        Map<String, Object> five = five();
        drop(five, "license-a", "license");
        drop(five, "update-a", "update");
        return five;
    }

    @Test
    void aPlainRotationTakesNothingBack() {
        setByBothKeys();
        site.keyring = Samples.get(site.keyring.follow(sealed(plainFive(), ROOT_A, ROOT_B, ROOT_C)));

        assertThat(site.memory.findFloor("lamp", site.keyring))
                .contains(new LedgerView.Floor(new SemVer("9.0.0"), Optional.of(new SemVer("8.0.0"))));
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .isEqualTo(8);
        assertThat(site.time.now()).isEqualTo(AFTER);
    }

    @Test
    void aRevokingRotationTakesBackWhatTheseKeysSet() {
        setByBothKeys();
        Map<String, Object> five = plainFive();
        revoke(five, "license-a");
        revoke(five, "update-a");
        site.keyring = Samples.get(site.keyring.follow(sealed(five, ROOT_A, ROOT_B, ROOT_C)));

        assertThat(site.memory.findFloor("lamp", site.keyring))
                .contains(new LedgerView.Floor(new SemVer("2.0.0"), Optional.of(new SemVer("2.0.0"))));
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .isEqualTo(7);
        assertThat(site.time.now()).isEqualTo(BEFORE);
    }

    private static FloorRaised floor(String committed, String minimum, String kid) {
        return new FloorRaised("lamp", new SemVer(committed), Optional.of(new SemVer(minimum)), Set.of(new Kid(kid)));
    }

    @Test
    void anApplicationIsNotTouchedByARotation() throws Exception {
        driver().plugIn(stick().licenseWithRelease("2.4.0").plugged());
        Map<String, Supervisor.Running> before = new LinkedHashMap<>(site.supervisor.running);
        int started = site.supervisor.started.size();

        driver().plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());

        assertThat(site.supervisor.running).isEqualTo(before).isNotEmpty();
        assertThat(site.supervisor.started).hasSize(started);
    }

    @Test
    void theReceiptSaysItInBothLanguages() throws Exception {
        for (Map.Entry<String, String> words : Map.of(
                        "en",
                        "The vendor's keys of version 5 count now",
                        "de",
                        "Jetzt gelten die Schlüssel des Herstellers")
                .entrySet()) {
            TestSite other = new TestSite();
            other.situation = new Situation(
                    other.situation.products(),
                    other.situation.platform(),
                    other.situation.builtAt(),
                    false,
                    words.getKey(),
                    other.situation.limits());
            FakeVolume volume = stick().file("5.sgtrust", fourToFive()).plugged();
            new VisitDriver(other).plugIn(volume);
            assertThat(volume.written)
                    .anySatisfy(name -> assertThat(volume.text(name)).contains(words.getValue()));
        }
    }

    @Test
    void theStatusShowsTheVersionAndWarnsBeforeItExpires() throws Exception {
        driver().plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        assertThat(trustLine())
                .startsWith("trust: version 5 of the vendor's trust document is believed, until ")
                .doesNotContain("expir");
        site.now = site.trust.current().document().orElseThrow().expires().minus(Duration.ofDays(29));
        assertThat(trustLine()).contains("it is expiring", "everything goes on meanwhile");
        site.now = site.now.plus(Duration.ofDays(60));
        assertThat(trustLine()).contains("it is expired");
        assertThat(site.trust.current().document()).as("never a lock-out").isPresent();
    }

    @Test
    void theExpiryOfTheDocumentIsToldOnceADay() {
        WarningWatch watch =
                new WarningWatch(site.ledger, site.trust, site.device, site.time, site.situation, Meter.SILENT);
        assertThat(watch.look()).isEmpty();
        site.now = site.trust.current().document().orElseThrow().expires().minus(Duration.ofDays(2));
        assertThat(watch.look())
                .singleElement()
                .satisfies(notice -> assertThat(notice.what()).contains("trust document is expiring"));
        assertThat(watch.look()).isEmpty();
        site.now = site.now.plus(Duration.ofDays(3));
        assertThat(watch.look())
                .singleElement()
                .satisfies(notice -> assertThat(notice.what()).contains("expired"));
        assertThat(site.events("warning")).hasSize(2).last().asString().contains("\"kind\":\"trust\"");
    }

    private String trustLine() throws IOException {
        return StationReport.of(
                        site.memory, site.trust, site.supervisor, site.device, site.time, site.situation.limits())
                .toLines()
                .stream()
                .filter(line -> line.startsWith("trust: "))
                .findFirst()
                .orElseThrow();
    }

    private FakeVolume both() {
        return stick().licensesSignedBy(NEW_LICENSE)
                .license()
                .file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged();
    }

    /** ErrorIn and KilledIn, before and after, each durable step: keys and event are there together or not at all. */
    @TestFactory
    Stream<DynamicTest> keysAndEventAreThereTogether() throws Exception {
        TestSite well = new TestSite();
        new VisitDriver(well).plugIn(both());
        List<String> steps = List.copyOf(well.crash.steps);
        return IntStream.range(0, steps.size())
                .boxed()
                .flatMap(step -> Stream.of(Fault.values())
                        .map(fault -> DynamicTest.dynamicTest(
                                (fault == Fault.ERROR ? "ErrorIn " : "KilledIn ") + fault + " " + steps.get(step),
                                () -> crashes(step, fault))));
    }

    private void crashes(int step, Fault fault) throws Exception {
        TestSite crashed = new TestSite();
        crashed.crash.fail(step, fault);
        Consumer<TestSite> whole = now -> assertThat(now.events("trust-updated"))
                .hasSize((int) (now.trust.current().document().orElseThrow().version() - 4));
        try {
            new VisitDriver(crashed).plugIn(both());
        } catch (PowerCut | UncheckedIOException | IOException expected) {
            assertThat(expected).isNotNull();
        }
        crashed.losePower();
        new VisitDriver(crashed).boot();
        whole.accept(crashed);

        new VisitDriver(crashed).plugIn(both());
        whole.accept(crashed);
        assertThat(crashed.trust.current().document().orElseThrow().version()).isEqualTo(6);
        assertThat(crashed.memory.licenses()).hasSize(1);
        assertThat(crashed.staging.slots()).isEmpty();
    }

    @Test
    void withoutAPinNoStickBringsItsOwnKeys() throws Exception {
        site.keyring = Keyring.nothing("nobody put a trust document in place");
        VisitDriver.Visited visited = driver().plugIn(both());
        assertThat(codes(visited)).hasSize(3).containsOnly(RefusalCode.UNKNOWN_KEY);
        assertThat(site.memory.trustDocuments()).isEmpty();
        assertThatThrownBy(() -> version()).isInstanceOf(java.util.NoSuchElementException.class);
    }
}
