package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentReader;
import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.vectors.Samples;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is on the stick that goes back, and what is never overwritten. */
class JournalExportTest {
    private static final String NAME = "journal-20260201.sgsync";
    private static final String SECOND = "journal-20260201-2.sgsync";

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    /** What the journal with this name says of itself. */
    static SegmentTerms terms(FakeVolume volume, String name) throws Exception {
        byte[] file = volume.files.getOrDefault(name, new byte[0]);
        return Samples.get(new SealedFile(new ByteArrayInputStream(file))
                        .open(Keyring.nothing("a journal needs none"))
                        .then(Segment::from))
                .terms();
    }

    private static List<String> eventTypes(FakeVolume volume, String name) throws Exception {
        byte[] file = volume.files.getOrDefault(name, new byte[0]);
        SealedFile sealed = new SealedFile(new ByteArrayInputStream(file));
        Segment segment =
                Samples.get(sealed.open(Keyring.nothing("a journal needs none")).then(Segment::from));
        List<String> types = new ArrayList<>();
        Samples.get(SegmentReader.read(
                segment,
                Arrays.copyOfRange(file, (int) sealed.envelopeBytes(), file.length),
                new SegmentReader.Receiver() {
                    @Override
                    public void device(DeviceLine device) {
                        types.add("device");
                    }

                    @Override
                    public void event(Event event) {
                        types.add(event.type());
                    }
                }));
        return types;
    }

    @Test
    void aStagingFolderThatCannotBeRemovedIsToldAndChangesNothing() throws Exception {
        site.staging.keepsSlots = true;
        FakeVolume volume = new FakeVolume();
        volume.files.put("SGATE-RETURN", new byte[0]);
        driver.plugIn(volume);
        assertThat(volume.written).contains(NAME);
        assertThat(site.announced).containsExactly("a staging folder could not be removed");
        assertThat(site.events("journal-exported")).hasSize(1);
    }

    private JournalExport export() {
        return new JournalExport(site.ledger, site.device, site.trust, site.staging, site.ids, site.announcements);
    }

    /** With too little room on our own disk not a byte of it is taken: the database needs it. */
    @Test
    void aJournalThatDoesNotFitOnTheStateDiskIsRefusedAsNoSpace() throws Exception {
        driver.plugIn(stick().license().plugged());
        for (long usable : List.of(0L, SpoolRoom.MARGIN_BYTES, SpoolRoom.MARGIN_BYTES + 100)) {
            site.staging.usableBytes = usable;
            FakeVolume volume = new FakeVolume();
            assertThat(export().exportTo(volume, site.now).refusal()).hasValueSatisfying(refusal -> {
                assertThat(refusal.code()).isEqualTo(RefusalCode.NO_SPACE);
                assertThat(refusal.evidence().facts())
                        .containsEntry("disk", "state")
                        .containsEntry("usableBytes", String.valueOf(usable));
            });
            assertThat(volume.written).isEmpty();
            assertThat(site.staging.slots()).isEmpty();
        }
        site.staging.usableBytes = SpoolRoom.MARGIN_BYTES + (1 << 16);
        assertThat(export().exportTo(new FakeVolume(), site.now).refusal()).isEmpty();
    }

    /** Somebody else filled it while the journal was gathered. */
    @Test
    void aStateDiskThatFillsUpWhileTheJournalIsGatheredIsNoSpace() throws Exception {
        site.staging.fillsUp = true;
        FakeVolume volume = new FakeVolume();
        volume.files.put("SGATE-RETURN", new byte[0]);
        driver.plugIn(volume);
        assertThat(volume.files.keySet()).noneMatch(name -> name.endsWith(".sgsync"));
        assertThat(volume.files.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".json"))
                        .map(file -> new String(file.getValue(), StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .contains("no-space");
    }

    @Test
    void theJournalHoldsAllEventsButTheOneAboutItself() throws Exception {
        FakeVolume volume = stick().license().plugged();
        driver.plugIn(volume);
        assertThat(eventTypes(volume, NAME)).containsExactly("device", "license-imported", "activation");
        assertThat(site.events("journal-exported"))
                .singleElement()
                .asString()
                .contains("\"firstSeq\":1", "\"lastSeq\":2", "\"files\":\"" + NAME + "\"");
    }

    @Test
    void aJournalThatIsContainedInTheNextIsReplacedByIt() throws Exception {
        FakeVolume volume = stick().license().plugged();
        driver.plugIn(volume);
        driver.plugIn(volume);
        assertThat(volume.files).doesNotContainKey(SECOND);
        assertThat(eventTypes(volume, NAME))
                .containsExactly("device", "license-imported", "activation", "journal-exported");
        assertThat(site.memory.lastExportSerial()).isEqualTo(2);
    }

    @Test
    void anotherAppliancesJournalIsLeftAlone() throws Exception {
        FakeVolume volume = stick().license().plugged();
        TestSite other = new TestSite();
        other.deviceName = "appliance-2";
        other.machineId = "ffff";
        new VisitDriver(other).plugIn(volume);
        byte[] theirs = volume.files.getOrDefault(NAME, new byte[0]);

        driver.plugIn(volume);

        assertThat(volume.files.get(NAME)).isEqualTo(theirs);
        assertThat(eventTypes(volume, SECOND)).contains("license-imported");
        assertThat(volume.files.keySet().stream().filter(name -> name.startsWith("sgate-receipt")))
                .hasSize(4);
    }

    @Test
    void aJournalOfOursWithOtherEventsIsLeftAlone() throws Exception {
        FakeVolume volume = stick().license().plugged();
        TestSite before = new TestSite();
        before.now = before.now.minusSeconds(60);
        new VisitDriver(before).plugIn(volume);
        byte[] lost = volume.files.getOrDefault(NAME, new byte[0]);

        driver.plugIn(volume);

        assertThat(volume.files.get(NAME)).as("events of a state that was lost").isEqualTo(lost);
        assertThat(volume.files).containsKey(SECOND);
    }

    @Test
    void aFileThatOnlyLooksLikeAJournalIsLeftAlone() throws Exception {
        FakeVolume volume = stick().license()
                .file(NAME, "my notes".getBytes(StandardCharsets.UTF_8))
                .plugged();
        driver.plugIn(volume);
        assertThat(volume.text(NAME)).isEqualTo("my notes");
        assertThat(volume.files).containsKey(SECOND);
    }

    @Test
    void aLinkInOurNamesPlaceIsRefusedAndTheEventsGoWithTheNextStick() throws Exception {
        FakeVolume volume = stick().license().plugged();
        volume.obstacles.add(NAME);
        Step exported = driver.plugIn(volume).exported().orElseThrow();
        assertThat(exported)
                .isInstanceOfSatisfying(
                        Step.NotExported.class,
                        step -> assertThat(step.refusal().code()).isEqualTo(RefusalCode.UNSAFE_MOUNT));
        assertThat(site.events("journal-exported")).isEmpty();

        FakeVolume next = stick().license(set("serial", 6)).plugged();
        driver.plugIn(next);
        assertThat(eventTypes(next, NAME)).contains("activation");
    }

    @Test
    void aFullStickGetsNoJournalAndNoTraceOfIt() throws Exception {
        FakeVolume volume = stick().license().plugged();
        volume.full = true;
        assertThat(driver.plugIn(volume).exported().orElseThrow()).isInstanceOf(Step.NotExported.class);
        assertThat(volume.written).isEmpty();
        assertThat(site.staging.slots()).isEmpty();
        assertThat(site.memory.lastExportSerial())
                .as("its number is not given again")
                .isEqualTo(1);
    }

    @Test
    void whatGotOnTheStickBeforeItWasFullIsToldOf() throws Exception {
        FakeVolume volume = stick().license().plugged();
        driver.plugIn(volume);
        addMoreThanOnePart();
        volume.writesMax = volume.written.size() + 1;

        Step exported = driver.plugIn(volume).exported().orElseThrow();

        assertThat(exported).isInstanceOfSatisfying(Step.NotExported.class, step -> {
            assertThat(step.fileNames()).containsExactly(NAME);
            assertThat(step.refusal().code()).isEqualTo(RefusalCode.NO_SPACE);
        });
        long last = eventTypes(volume, NAME).size() - 1L;
        assertThat(last).isGreaterThan(100);
        assertThat(volume.files).doesNotContainKey(SECOND);
        assertThat(site.events("journal-exported").getLast())
                .contains("\"lastSeq\":" + last, "\"files\":\"" + NAME + "\"", "\"code\":\"no-space\"");
        assertThat(site.staging.slots()).isEmpty();
    }

    /** Random text cannot be packed, so that the journal needs a second part of 16 MiB. */
    private void addMoreThanOnePart() {
        Random random = new Random(1);
        byte[] noise = new byte[30_000];
        for (int i = 0; i < 600; i++) {
            random.nextBytes(noise);
            site.memory.commit(
                    List.of(),
                    List.of(EventDraft.of(
                            EventType.STARTUP,
                            site.now,
                            Map.of("noise", HexFormat.of().formatHex(noise)))));
        }
    }

    @Test
    void aReceiptNamesThePartThatIsOnTheStick() {
        Visit visit = new Visit(
                new VisitId(site.ids.next()),
                new Mount(Path.of("/media/k1"), "k1", "", Mount.FOLDER, Set.of()),
                new FakeVolume(),
                site.now);
        visit.allowWriting();
        new ReceiptWriting(site.ledger, site.device, site.situation, ZoneOffset.UTC)
                .write(new Step.NotExported(visit, List.of(NAME), Refusal.of(RefusalCode.NO_SPACE)));
        String text = ((FakeVolume) visit.volume()).text(visit.written().getFirst());
        assertThat(text)
                .contains(NAME, "The rest of the journal could not be written", "no-space")
                .doesNotContain("The journal was not written");
    }

    @Test
    void anApplianceWithoutALicenseExportsToo() throws Exception {
        FakeVolume volume = stick().file("SGATE-RETURN", new byte[0]).plugged();
        driver.plugIn(volume);
        assertThat(eventTypes(volume, NAME)).isEmpty();
    }
}
