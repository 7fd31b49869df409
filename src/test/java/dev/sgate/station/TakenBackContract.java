package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.station.LedgerView.HeldRelease;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Releases that are taken back, and the one before that runs again. */
interface TakenBackContract extends ReleasesUnderTest {
    @Test
    default void aReleaseIsTakenBackAndTheOneBeforeItIsTheRunningOne() {
        UpdateOffer old = ReleasesUnderTest.version("2.4.0");
        UpdateOffer next = ReleasesUnderTest.version("2.5.0");
        install(INSTALL, old, "old", Optional.empty());
        assertThat(ledger().findPrevious("lamp")).isEmpty();
        install(NEXT_INSTALL, next, "new", Optional.of("old"));
        assertThat(ledger().findPrevious("lamp")).map(HeldRelease::folder).contains("old");
        assertThat(ledger().takenBack()).isEmpty();

        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), LATER));

        assertThat(ledger().findRunning("lamp")).map(HeldRelease::folder).contains("old");
        assertThat(ledger().findPrevious("lamp")).isEmpty();
        assertThat(ledger().takenBack()).singleElement().satisfies(back -> {
            assertThat(back.release().folder()).isEqualTo("new");
            assertThat(back.release().version()).isEqualTo(new SemVer("2.5.0"));
            assertThat(back.at()).isEqualTo(LATER);
        });
        assertThat(ledger().appliedReleases("lamp"))
                .containsExactly(
                        ReleasesUnderTest.applied(old, InstallPhase.COMMITTED),
                        ReleasesUnderTest.applied(next, InstallPhase.TAKEN_BACK));
        assertThat(ledger().unfinishedInstalls()).isEmpty();
        assertThat(ledger().releases("lamp")).hasSize(2);
    }

    @Test
    default void whereTheLastIsTakenBackNoneRunsUntilOneIsForgiven() {
        install(INSTALL, ReleasesUnderTest.version("2.4.0"), "old", Optional.empty());
        change(new StateChange.ReleaseTakenBack("lamp", "old", Optional.empty(), LATER));

        assertThat(ledger().running()).isEmpty();
        assertThat(ledger().findRunning("lamp")).isEmpty();
        assertThat(ledger().findPrevious("lamp")).isEmpty();
        assertThat(ledger().takenBack()).hasSize(1);

        change(new StateChange.ReleaseTakenUp("lamp", "old", LATER));
        assertThat(ledger().findRunning("lamp")).map(HeldRelease::folder).contains("old");
        assertThat(ledger().takenBack()).isEmpty();
    }

    @Test
    default void aReleaseThatComesAgainIsNotTakenBackAnyMore() {
        install(INSTALL, ReleasesUnderTest.version("2.4.0"), "old", Optional.empty());
        install(NEXT_INSTALL, ReleasesUnderTest.version("2.5.0"), "new", Optional.of("old"));
        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), NOON));
        install(new InstallId(UUID.randomUUID()), ReleasesUnderTest.version("2.5.0"), "new", Optional.of("old"));
        assertThat(ledger().takenBack()).isEmpty();
        assertThat(ledger().findPrevious("lamp")).map(HeldRelease::folder).contains("old");

        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), LATER));
        assertThat(ledger().takenBack())
                .singleElement()
                .satisfies(back -> assertThat(back.at()).isEqualTo(LATER));
    }

    @Test
    default void onlyWhatRunsIsTakenBackAndOnlyWhereNoneRunsIsOneTakenUp() {
        install(INSTALL, ReleasesUnderTest.version("2.4.0"), "old", Optional.empty());
        install(NEXT_INSTALL, ReleasesUnderTest.version("2.5.0"), "new", Optional.of("old"));

        assertThatThrownBy(() -> change(new StateChange.ReleaseTakenBack("lamp", "old", Optional.empty(), LATER)))
                .isInstanceOf(RuntimeException.class);
        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), LATER));
        assertThatThrownBy(() -> change(new StateChange.ReleaseTakenUp("lamp", "new", LATER)))
                .isInstanceOf(RuntimeException.class);
        assertThat(ledger().findRunning("lamp")).map(HeldRelease::folder).contains("old");
    }
}
