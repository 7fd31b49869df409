package dev.sgate.station;

import static dev.sgate.station.StickBuilder.LICENSE;
import static dev.sgate.station.StickBuilder.UPDATE;
import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sealer;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.VisitDriver.Visited;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each refusal that a stick can meet on an appliance that has a license and a running release: the same code everywhere, one event,
 * and nothing else changed.
 */
class RefusalsTest {
    private static final String RUNNING = "2.4.0";
    private static final String NEXT = "2.5.0";
    private static final String LATER = "2026-01-15T00:00:00Z";

    private final TestSite site = new TestSite();
    private VisitDriver driver = new VisitDriver(site);

    @BeforeEach
    void aSiteThatWorks() throws Exception {
        driver.plugIn(stick().licenseWithRelease(RUNNING).plugged());
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(RUNNING));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                bad(RefusalCode.MALFORMED, stick().file(LICENSE, "hello".getBytes(StandardCharsets.UTF_8))),
                bad(RefusalCode.MALFORMED, stick().license(set("serial", "six"))),
                bad(RefusalCode.UNSUPPORTED_VERSION, stick().license(set("critical", List.of("newThing")))),
                bad(RefusalCode.UNSUPPORTED_VERSION, stick().file(UPDATE, sealed("application/vnd.other+json"))),
                bad(
                        RefusalCode.TOO_LARGE,
                        stick().file(LICENSE, "{".repeat(5 << 20).getBytes(StandardCharsets.UTF_8))),
                bad(RefusalCode.TRUNCATED, stick().update(NEXT).truncated(UPDATE)),
                bad(RefusalCode.TRAILING_DATA, stick().update(NEXT).withTrailingByte(UPDATE)),
                bad(RefusalCode.TRAILING_DATA, stick().license(set("serial", 6)).withTrailingByte(LICENSE)),
                bad(RefusalCode.TRUNCATED, newLicenseWith(NEXT).truncated(LICENSE)),
                bad(RefusalCode.DIGEST_MISMATCH, newLicenseWith(NEXT).withLastBitFlipped(LICENSE)),
                bad(
                        RefusalCode.UNKNOWN_KEY,
                        stick().licensesSignedBy(TestKeys.STRANGER).license(set("serial", 6))),
                bad(
                        RefusalCode.REVOKED_KEY,
                        stick().updatesSignedBy(TestKeys.UPDATE_REVOKED).update(NEXT)),
                bad(
                        RefusalCode.WRONG_ROLE,
                        stick().updatesSignedBy(TestKeys.LICENSE_A).update(NEXT)),
                bad(
                        RefusalCode.WRONG_ROLE,
                        stick().licensesSignedBy(TestKeys.LICENSE_BEACON).license(set("serial", 6))),
                bad(RefusalCode.BAD_SIGNATURE, stick().update(NEXT).withChangedPayload(UPDATE)),
                bad(RefusalCode.DIGEST_MISMATCH, stick().update(NEXT).withLastBitFlipped(UPDATE)),
                bad(RefusalCode.EXPIRED, stick().license(set("serial", 6, "validUntil", "2026-01-31T00:00:00Z"))),
                bad(RefusalCode.EXPIRED, stick().update(set("expires", "2026-01-31T00:00:00Z"), binary(NEXT))),
                bad(RefusalCode.NOT_YET_VALID, stick().license(set("serial", 6, "issuedAt", "2028-01-01T00:00:00Z"))),
                bad(RefusalCode.SUPERSEDED, stick().license(set("serial", 4))),
                bad(RefusalCode.EQUIVOCATION, stick().license(set("customer", "Somebody Else"))),
                bad(RefusalCode.EQUIVOCATION, stick().update(release(RUNNING, LATER), binary("other bytes"))),
                bad(RefusalCode.WRONG_PRODUCT, stick().update(set("product", "beacon"), binary(NEXT))),
                bad(RefusalCode.WRONG_PLATFORM, stick().update(platform("linux/arm64"), binary(NEXT))),
                bad(
                        RefusalCode.WRONG_APPLIANCE,
                        stick().license(set("serial", 6, "appliances", List.of(Samples.digest("another"))))),
                bad(RefusalCode.WRONG_APPLIANCE, stick().license(set("serial", 6, "site", "harbour"))),
                bad(RefusalCode.DOWNGRADE, stick().update("2.3.0", LATER)),
                bad(RefusalCode.SUPERSEDED, stick().trust(set("version", 3), TestKeys.ROOT_A, TestKeys.ROOT_B)),
                bad(
                        RefusalCode.EQUIVOCATION,
                        stick().trust(set("expires", "2030-01-01T00:00:00Z"), TestKeys.ROOT_A, TestKeys.ROOT_B)),
                bad(RefusalCode.NOT_YET_VALID, stick().trust(set("version", 6), TestKeys.ROOT_A, TestKeys.ROOT_B)),
                bad(RefusalCode.WRONG_ROLE, stick().trust(set("version", 5), TestKeys.ROOT_A)));
    }

    private static Arguments bad(RefusalCode code, StickBuilder stick) {
        return Arguments.of(code, stick);
    }

    private static StickBuilder newLicenseWith(String version) {
        return stick().licenseWithRelease(set("serial", 6), release(version, LATER), version);
    }

    static Consumer<Map<String, Object>> set(Object... namesAndValues) {
        return payload -> payload.putAll(Samples.members(namesAndValues));
    }

    private static Consumer<Map<String, Object>> platform(String platform) {
        return payload -> {
            Samples.in(payload, "app").put("platform", platform);
            Samples.in(payload, "app").put("version", NEXT);
        };
    }

    private static byte[] sealed(String payloadType) {
        return Sealer.seal(
                payloadType, "{}".getBytes(StandardCharsets.UTF_8), List.of(TestKeys.UPDATE_A), Optional.empty());
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("refused")
    void aRefusalSaysTheSameEverywhereAndChangesNothing(RefusalCode code, StickBuilder stick) throws Exception {
        assertRefusedWithoutATrace(code, stick.plugged(), 1);
    }

    private Visited assertRefusedWithoutATrace(RefusalCode code, FakeVolume volume, int outcomes) throws Exception {
        State before = State.of(site);
        int refusedBefore = site.events("refused").size();

        Visited visited = driver.plugIn(volume);

        assertThat(visited.visit().outcomes()).hasSize(outcomes);
        assertThat(visited.codes()).containsExactly(code);
        List<String> events = site.events("refused");
        assertThat(events).hasSize(refusedBefore + 1);
        assertThat(events.getLast()).contains("\"code\":\"" + code + "\"");
        assertThat(site.memory.latestVisits(1).getFirst().files())
                .extracting(LedgerView.FileResult::code)
                .contains(Optional.of(code));
        assertReceiptSays(code, visited, volume);
        assertThat(site.staging.slots()).isEmpty();
        assertThat(State.of(site)).isEqualTo(before);
        return visited;
    }

    private void assertReceiptSays(RefusalCode code, Visited visited, FakeVolume volume) {
        String name = "sgate-receipt-" + site.device.fingerprint().digest().first8();
        if (visited.visit().mayWrite() && volume.there) {
            assertThat(volume.text(name + ".json")).contains("\"code\":\"" + code + "\"");
            assertThat(volume.text(name + ".txt")).contains("Code: " + code);
        } else {
            assertThat(volume.written).isEmpty();
        }
    }

    /** Everything that a refusal must leave as it was. */
    private record State(
            List<String> licenses,
            List<HeldRelease> releases,
            Set<String> folders,
            Optional<String> current,
            Optional<Supervisor.Running> process,
            int seats,
            int unfinished) {
        static State of(TestSite site) {
            return new State(
                    site.memory.licenses().stream()
                            .map(HeldLicense::identity)
                            .map(Object::toString)
                            .toList(),
                    site.memory.running(),
                    Set.copyOf(site.releases.folders("lamp")),
                    site.releases.current("lamp"),
                    site.supervisor.find("lamp"),
                    site.memory.devices().size(),
                    site.memory.unfinishedInstalls().size());
        }
    }

    @Test
    void aRevokedLicenseIsRefusedByTheListItBroughtAndTheListIsKept() throws Exception {
        FakeVolume volume = stick().license(set(
                        "serial",
                        6,
                        "crl",
                        Samples.members("number", 8, "issuedAt", LATER, "revoked", List.of(Samples.LICENSE_KEY_HASH))))
                .plugged();

        assertRefusedWithoutATrace(RefusalCode.REVOKED, volume, 1);

        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .isEqualTo(8);
    }

    @Test
    void informationIsJournaledOncePerDigestAndAlarmOnceADay() throws Exception {
        FakeVolume older = stick().license(set("serial", 4)).plugged();
        driver.plugIn(older);
        driver.plugIn(older);
        assertThat(site.events("refused")).hasSize(1);

        FakeVolume tampered = stick().update(NEXT).withLastBitFlipped(UPDATE).plugged();
        for (int insertion = 0; insertion < 5; insertion++) {
            driver.plugIn(tampered);
        }
        assertThat(site.events("refused")).hasSize(2);
        assertThat(site.memory.latestVisits(1).getFirst().files())
                .extracting(LedgerView.FileResult::code)
                .containsExactly(Optional.of(RefusalCode.DIGEST_MISMATCH));

        site.now = site.now.plus(Duration.ofDays(1));
        driver.plugIn(tampered);
        driver.plugIn(older);
        assertThat(site.events("refused")).hasSize(3);
    }

    @Test
    void whatHasNoDigestIsJournaledOncePerNameAndDay() throws Exception {
        for (int insertion = 0; insertion < 5; insertion++) {
            driver.plugIn(stick().file(LICENSE, new byte[0]).plugged());
        }
        assertThat(site.events("refused")).hasSize(1);
        driver.plugIn(stick().file(UPDATE, new byte[0]).plugged());
        assertThat(site.events("refused")).hasSize(2);

        Mount unsafe = new Mount(VisitDriver.SAFE_MOUNT.directory(), "2", "/dev/sdb1", "ext4", Set.of("ro", "nosuid"));
        for (int insertion = 0; insertion < 5; insertion++) {
            driver.plugIn(stick().plugged(), unsafe);
        }
        assertThat(site.events("refused")).hasSize(3);
        assertThat(site.memory.latestVisits(1).getFirst().result()).contains("turned-away");
    }

    @Test
    void aForeignStickGetsNothingWrittenAndIsNotEvenMadeWritable() throws Exception {
        FakeVolume foreign =
                stick().licensesSignedBy(TestKeys.STRANGER).license().plugged();
        foreign.files.put("holiday.jpg", new byte[100]);
        Set<String> before = Set.copyOf(foreign.files.keySet());

        Visited visited = driver.plugIn(foreign);

        assertThat(foreign.files.keySet()).isEqualTo(before);
        assertThat(visited.exported().orElseThrow()).isInstanceOf(Step.NothingToReturn.class);
        assertThat(visited.receipt().orElseThrow()).isInstanceOf(Step.NothingToReturn.class);
        assertThat(visited.released().orElseThrow()).isInstanceOf(Step.SafeToUnplug.class);
    }

    @Test
    void aFileThatIsRefusedByItsSignatureIsHardlyRead() throws Exception {
        FakeVolume volume =
                stick().updatesSignedBy(TestKeys.STRANGER).update(NEXT).plugged();
        driver.plugIn(volume);
        assertThat(volume.bytesRead).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void anArchiveThatIsNotSafeIsRefused() throws Exception {
        site.releases.refuseToUnpack = Optional.of(RefusalCode.UNSAFE_ARCHIVE);
        assertRefusedWithoutATrace(
                RefusalCode.UNSAFE_ARCHIVE, stick().update(NEXT).plugged(), 1);
    }

    @Test
    void noSpaceIsSaidBeforeAnythingIsRead() throws Exception {
        site.staging.usableBytes = 1 << 20;
        FakeVolume volume = stick().update(NEXT).plugged();
        assertRefusedWithoutATrace(RefusalCode.NO_SPACE, volume, 1);
        assertThat(volume.bytesRead).isLessThanOrEqualTo(64 << 10);

        site.staging.usableBytes = 1L << 30;
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
    }

    @Test
    void aDiskThatFillsUpWhileCopyingIsNoSpace() throws Exception {
        site.staging.fillsUp = true;
        assertRefusedWithoutATrace(RefusalCode.NO_SPACE, stick().update(NEXT).plugged(), 1);
    }

    @Test
    void aBadSectorIsAReadErrorAndTheNextInsertionGoesOn() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        volume.badSectorAtByte = Optional.of(70_000L);
        assertRefusedWithoutATrace(RefusalCode.READ_ERROR, volume, 1);

        volume.badSectorAtByte = Optional.empty();
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
    }

    @Test
    void aStickPulledWhileCopyingIsVolumeGone() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        volume.pulledAtByte = Optional.of(70_000L);
        Visited visited = assertRefusedWithoutATrace(RefusalCode.VOLUME_GONE, volume, 1);
        assertThat(visited.released().orElseThrow()).isInstanceOf(Step.NotReleased.class);
        assertThat(site.memory.latestVisits(1).getFirst().result()).contains("volume-gone");
    }

    @Test
    void aStickPulledWhileTheEnvelopeIsReadIsVolumeGone() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        volume.pulledAtByte = Optional.of(100L);
        assertRefusedWithoutATrace(RefusalCode.VOLUME_GONE, volume, 1);
    }

    @Test
    void anUnsafeMountIsTurnedAwayUntouched() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        Mount unsafe = new Mount(VisitDriver.SAFE_MOUNT.directory(), "2", "/dev/sdb1", "ext4", Set.of("ro", "nosuid"));
        State before = State.of(site);

        Visited visited = driver.plugIn(volume, unsafe);

        assertThat(visited.codes()).containsExactly(RefusalCode.UNSAFE_MOUNT);
        assertThat(site.events("refused")).singleElement().asString().contains("\"code\":\"unsafe-mount\"");
        assertThat(volume.opened).isEmpty();
        assertThat(volume.released).isFalse();
        assertThat(site.memory.latestVisits(1).getFirst().result()).contains("turned-away");
        assertThat(State.of(site)).isEqualTo(before);
    }

    /** No file was refused: the log and the page say so, and the journal does not. */
    @Test
    void aStickOfAnotherKindIsToldOfAndNotTouched() throws Exception {
        for (String kind : List.of("ntfs", "")) {
            Mount standIn = new Mount(
                    VisitDriver.SAFE_MOUNT.directory(),
                    "2",
                    "sgate-unreadable:" + kind,
                    "tmpfs",
                    Set.of("ro", "nosuid", "nodev", "noexec"));
            FakeVolume volume = stick().update(NEXT).plugged();
            State before = State.of(site);

            Step step = new VisitStart(site.ledger, ignored -> volume, site.time, site.ids, site.situation)
                    .begin(new VolumeChange.VolumeArrived(standIn));

            assertThat(step).isEqualTo(new Step.Unreadable(step.visit(), new UnreadableStick(kind, false)));
            assertThat(step.visit().outcomes()).isEmpty();
            assertThat(site.crash.steps).last().as("one fact").isEqualTo("commit [VisitBegun, VisitEnded]");
            assertThat(site.events("refused")).isEmpty();
            assertThat(volume.opened).isEmpty();
            assertThat(volume.released).isFalse();
            assertThat(site.memory.latestVisits(1).getFirst().result()).contains("turned-away");
            assertThat(State.of(site)).isEqualTo(before);
        }
    }

    @Test
    void tooManyNamesTurnTheStickAway() throws Exception {
        StickBuilder stick = stick().license(set("serial", 6));
        for (int i = 0; i < 10_000; i++) {
            stick.file("photo" + i + ".jpg", new byte[0]);
        }
        FakeVolume volume = stick.plugged();
        State before = State.of(site);

        Visited visited = driver.plugIn(volume);

        assertThat(visited.codes()).containsExactly(RefusalCode.TOO_MANY_FILES);
        assertThat(site.events("refused")).singleElement().asString().contains("\"code\":\"too-many-files\"");
        assertThat(volume.opened).isEmpty();
        assertThat(volume.written).isEmpty();
        assertThat(State.of(site)).isEqualTo(before);
    }

    @Test
    void candidatesBeyondTheHundredthAreSaidAndTheOthersDoTheirWork() throws Exception {
        StickBuilder stick = stick().license(set("serial", 6));
        for (int i = 0; i < 100; i++) {
            stick.file("z" + i + ".sglic", new byte[0]);
        }
        Visited visited = driver.plugIn(stick.plugged());

        assertThat(visited.codes()).contains(RefusalCode.TOO_MANY_FILES);
        assertThat(site.memory.licenses())
                .singleElement()
                .satisfies(held -> assertThat(held.serial()).isEqualTo(6));
    }

    @Test
    void ourOwnDiskFailingIsInternalAndNoVerdictOnTheFile() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        site.crash.fail(stepOf("unpack", volume), StepFaults.Fault.ERROR);

        State before = State.of(site);
        driver = new VisitDriver(site);
        Visited visited = driver.plugIn(volume);
        site.crash.heal();

        assertThat(visited.codes()).containsExactly(RefusalCode.INTERNAL);
        assertThat(State.of(site)).isEqualTo(before);
        assertThat(site.memory.quarantined()).isEmpty();
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
    }

    /** Where in a visit of this stick the step stands: found on a site that is a copy of this one. */
    private static int stepOf(String name, FakeVolume volume) throws Exception {
        TestSite other = new TestSite();
        VisitDriver trial = new VisitDriver(other);
        trial.plugIn(stick().licenseWithRelease(RUNNING).plugged());
        other.crash.heal();
        FakeVolume copy = new FakeVolume();
        copy.files.putAll(volume.files);
        trial.plugIn(copy);
        return other.crash.steps.indexOf(other.crash.steps.stream()
                .filter(step -> step.startsWith(name))
                .findFirst()
                .orElseThrow());
    }
}
