package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.VisitDriver.Visited;
import dev.sgate.vectors.TestKeys;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sticks that are turned away as a whole, or read only in part: by their mount, their kind, and how much is on them. */
class RefusalsVolumeTest extends RefusalsCase {
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
}
