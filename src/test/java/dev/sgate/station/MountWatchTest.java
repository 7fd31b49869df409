package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.VolumeChange.VolumeArrived;
import dev.sgate.station.VolumeChange.VolumeLeft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sticks that come, go, and are exchanged between two looks. */
class MountWatchTest {
    private static final Mount FIRST = mount("usb0", "1");
    private static final Mount SECOND = mount("usb1", "2");
    private static final Mount FIRST_EXCHANGED = mount("usb0", "3");

    private List<Mount> table = List.of();
    private boolean unreadable;
    private final MountWatch watch = new MountWatch(() -> {
        if (unreadable) {
            throw new IOException("unreadable");
        }
        return table;
    });

    private static Mount mount(String name, String key) {
        return new Mount(Path.of("/media", name), key, "/dev/" + name, "vfat", Set.of());
    }

    @Test
    void whatWasPluggedInBeforeTheStartArrivesFirst() throws Exception {
        table = List.of(FIRST, SECOND);
        assertThat(watch.changes()).containsExactly(new VolumeArrived(FIRST), new VolumeArrived(SECOND));
        assertThat(watch.changes()).isEmpty();
    }

    @Test
    void aStickExchangedBetweenTwoLooksLeavesAndArrives() throws Exception {
        table = List.of(FIRST);
        watch.changes();
        table = List.of(FIRST_EXCHANGED);
        assertThat(watch.changes()).containsExactly(new VolumeLeft(FIRST), new VolumeArrived(FIRST_EXCHANGED));
    }

    @Test
    void aTableThatCannotBeReadLosesNothing() throws Exception {
        table = List.of(FIRST);
        watch.changes();
        unreadable = true;
        assertThatThrownBy(watch::changes).isInstanceOf(IOException.class);
        unreadable = false;
        table = List.of();
        assertThat(watch.changes()).containsExactly(new VolumeLeft(FIRST));
    }
}
