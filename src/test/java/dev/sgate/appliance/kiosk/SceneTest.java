package dev.sgate.appliance.kiosk;

import static dev.sgate.appliance.kiosk.Sticks.ended;
import static dev.sgate.appliance.kiosk.Sticks.refused;
import static dev.sgate.appliance.kiosk.Sticks.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.kiosk.Scene.Plug;
import dev.sgate.appliance.kiosk.Scene.Verdict;
import dev.sgate.appliance.kiosk.Sight.Ending;
import dev.sgate.appliance.kiosk.Sight.Phase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.LicenseConfirming;
import dev.sgate.station.Outcome;
import dev.sgate.station.UnreadableStick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From what happens to what the page shows. It is one thing: one pure step, from what was shown to what is shown next. */
class SceneTest {
    private static final Sha256 DIGEST = Sha256.of(new byte[] {7});
    private static final WaitingUpdate UPDATE =
            new WaitingUpdate("lamp", new SemVer("2.0.0"), DIGEST, DIGEST, new byte[0], "slot", Instant.EPOCH, false);
    private static final LicenseConfirming.Waiting LICENSE = new LicenseConfirming.Waiting(
            new UUID(1, 2), 3, "lantern", "Lighthouse", "gold", Instant.parse("2027-06-30T12:00:00Z"), 5, 2);

    private Duration now = Duration.ofHours(7);
    private KioskState state = KioskState.EMPTY;

    private void see(Sight... sights) {
        for (Sight sight : sights) {
            state = state.with(state.board().after(sight, now));
        }
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private Scene scene() {
        return state.scene(now);
    }

    private Plug plug() {
        return Scene.plug(state.board());
    }

    private static SiteFacts facts(List<LicenseConfirming.Waiting> waiting, List<WaitingUpdate> updates) {
        return new SiteFacts(Instant.EPOCH, List.of(), waiting, updates, List.of(), Optional.empty());
    }

    private Stage stage() {
        assertThat(scene()).isInstanceOf(Scene.AtWork.class);
        return ((Scene.AtWork) scene()).guest().stage();
    }

    private Verdict verdict() {
        assertThat(scene()).isInstanceOf(Scene.Finished.class);
        return ((Scene.Finished) scene()).verdict();
    }

    @Test
    void withoutAStickItIsReady() {
        assertThat(scene()).isEqualTo(new Scene.Ready());
        assertThat(plug()).isEqualTo(Plug.NONE);
    }

    @Test
    void aWholeVisitIsFollowedAndTheStickStaysInUntilTheEnd() {
        see(new Sight.Arrived(stick(1)));
        assertThat(stage()).isEqualTo(new Stage.Checking(0, 0));
        see(new Sight.Counted(stick(1), 2), new Sight.LookedAt(stick(1)));
        assertThat(stage()).isEqualTo(new Stage.Checking(2, 1));
        see(new Sight.Copied(stick(1), "a.sgupd", 250, 1000));
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Copying.class, copy -> assertThat(copy.percent()).isEqualTo(25));
        see(new Sight.Installing(stick(1), Phase.PROBING, "lamp", "2.0.0"));
        assertThat(stage()).isEqualTo(new Stage.Installing(Phase.PROBING, "lamp", "2.0.0"));
        see(new Sight.Returning(stick(1)));
        assertThat(stage()).isEqualTo(new Stage.Returning());
        assertThat(plug()).isEqualTo(Plug.LEAVE_IN);
        see(ended(stick(1), Ending.SAFE, Sticks.LICENSE, Sticks.RELEASE));
        assertThat(verdict()).isEqualTo(Verdict.GOOD);
        assertThat(plug()).isEqualTo(Plug.SAFE);
    }

    @Test
    void aStickOfAnotherKindMayBeUnpluggedAtOnce() {
        see(new Sight.Unreadable(stick(1), new UnreadableStick("ntfs", false)));
        assertThat(verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(plug()).isEqualTo(Plug.SAFE);

        see(new Sight.Left(stick(1).key()));
        assertThat(plug()).isEqualTo(Plug.NONE);
        later(Board.REMEMBERED);
        assertThat(scene()).isEqualTo(new Scene.Ready());
    }

    @Test
    void whyTheStickThatIsInDoesNotServeComesBeforeAnyQuestionUntilItIsPulled() {
        state = state.with(facts(List.of(LICENSE), List.of())).wishing(true);
        see(new Sight.Unreadable(stick(1), new UnreadableStick("ntfs", false)));
        assertThat(verdict()).isEqualTo(Verdict.UNREADABLE);
        later(Scene.LEFT_IN);
        assertThat(verdict()).as("however long it is left in").isEqualTo(Verdict.UNREADABLE);

        see(new Sight.Arrived(stick(2)), ended(stick(2), Ending.SAFE));
        assertThat(scene()).as("a better one came").isEqualTo(new Scene.AsksLicense(LICENSE));
        later(Duration.ofSeconds(1));
        see(new Sight.Left(stick(2).key()));
        later(Board.REMEMBERED);
        assertThat(verdict()).isEqualTo(Verdict.UNREADABLE);

        see(new Sight.Left(stick(1).key()));
        assertThat(scene()).isEqualTo(new Scene.AsksLicense(LICENSE));
        state = state.with(facts(List.of(), List.of()));
        assertThat(scene()).isEqualTo(new Scene.ExportAwaited());
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of(Ending.SAFE, List.of(), Verdict.EMPTY),
                Arguments.of(Ending.SAFE, List.of(Sticks.LICENSE), Verdict.GOOD),
                Arguments.of(Ending.SAFE, List.of(Sticks.TRUST, Sticks.KNOWN), Verdict.GOOD),
                Arguments.of(Ending.SAFE, List.of(Sticks.WAITS), Verdict.GOOD),
                Arguments.of(Ending.SAFE, List.of(Sticks.KNOWN), Verdict.NOTHING_NEW),
                Arguments.of(Ending.SAFE, List.of(Sticks.LICENSE, refused(RefusalCode.WRONG_APPLIANCE)), Verdict.GOOD),
                Arguments.of(Ending.SAFE, List.of(refused(RefusalCode.SUPERSEDED)), Verdict.NOTHING_NEW),
                Arguments.of(Ending.SAFE, List.of(Sticks.LICENSE, refused(RefusalCode.TRUNCATED)), Verdict.PARTLY),
                Arguments.of(Ending.SAFE, List.of(refused(RefusalCode.BAD_SIGNATURE)), Verdict.REFUSED),
                Arguments.of(Ending.SAFE, List.of(Sticks.ROLLED_BACK), Verdict.REFUSED),
                Arguments.of(
                        Ending.SAFE, List.of(Sticks.LICENSE, refused(RefusalCode.NEEDS_CONFIRMATION)), Verdict.GOOD),
                Arguments.of(Ending.GONE, List.of(), Verdict.PULLED),
                Arguments.of(Ending.GONE, List.of(refused(RefusalCode.VOLUME_GONE)), Verdict.PULLED),
                Arguments.of(Ending.GONE, List.of(Sticks.RELEASE), Verdict.GOOD),
                Arguments.of(Ending.GONE, List.of(Sticks.LICENSE, refused(RefusalCode.VOLUME_GONE)), Verdict.PARTLY),
                Arguments.of(Ending.UNTOUCHED, List.of(), Verdict.STICK_FAILED),
                Arguments.of(Ending.STUCK, List.of(), Verdict.STICK_FAILED),
                Arguments.of(Ending.STUCK, List.of(Sticks.KNOWN), Verdict.STICK_FAILED),
                Arguments.of(Ending.STUCK, List.of(Sticks.LICENSE), Verdict.GOOD),
                Arguments.of(Ending.STUCK, List.of(Sticks.LICENSE, refused(RefusalCode.TRUNCATED)), Verdict.PARTLY));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void whatAVisitCameTo(Ending ending, List<Outcome> outcomes, Verdict verdict) {
        see(new Sight.Arrived(stick(1)), ended(stick(1), ending, outcomes.toArray(Outcome[]::new)));
        assertThat(verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void onlyAReleasedOrUntouchedStickIsSafe(Ending ending) {
        see(new Sight.Arrived(stick(1)), ended(stick(1), ending));
        assertThat(plug()).isEqualTo(ending == Ending.SAFE || ending == Ending.UNTOUCHED ? Plug.SAFE : Plug.UNSURE);
        see(new Sight.Left("key-1"));
        assertThat(plug()).isEqualTo(Plug.NONE);
    }

    @Test
    void asLongAsOneStickIsAtWorkNoneIsSaidToBeSafe() {
        see(new Sight.Arrived(stick(1)), new Sight.Arrived(stick(2)), ended(stick(2), Ending.SAFE));
        assertThat(plug()).isEqualTo(Plug.LEAVE_IN);
        assertThat(stage()).isInstanceOf(Stage.Checking.class);
        see(ended(stick(1), Ending.SAFE, Sticks.LICENSE));
        assertThat(plug()).isEqualTo(Plug.SAFE);
    }

    @Test
    void anInstallComesBeforeAStickThatIsLookedAt() {
        see(new Sight.Installing(stick(1), Phase.PREPARING, "lamp", "2.0.0"), new Sight.Arrived(stick(2)));
        assertThat(stage()).isInstanceOf(Stage.Installing.class);
    }

    @Test
    void workGoesOnWithoutTheStickAndThatIsShown() {
        see(new Sight.Installing(stick(1), Phase.PROBING, "lamp", "2.0.0"), new Sight.Left("key-1"));
        assertThat(stage()).isInstanceOf(Stage.Installing.class);
        assertThat(plug()).isEqualTo(Plug.NONE);
    }

    @Test
    void workWithoutAStickEndsWithItsFile() {
        Stick none = Sticks.without(1);
        see(new Sight.Installing(none, Phase.PROBING, "lamp", "2.0.0"));
        assertThat(plug()).isEqualTo(Plug.NONE);
        see(new Sight.Settled(none, Sticks.files(Sticks.RELEASE)));
        assertThat(verdict()).isEqualTo(Verdict.GOOD);
        assertThat(plug()).isEqualTo(Plug.NONE);
    }

    @Test
    void aFileThatIsSettledDoesNotEndTheVisitOfAStick() {
        see(new Sight.Arrived(stick(1)), new Sight.Settled(stick(1), Sticks.files(Sticks.LICENSE)));
        assertThat(stage()).isInstanceOf(Stage.Checking.class);
    }

    @Test
    void aStickThatIsLeftInIsAskedForOnlyWhereItIsSafe() {
        see(new Sight.Arrived(stick(1)), ended(stick(1), Ending.SAFE, Sticks.LICENSE));
        later(Scene.LEFT_IN.minusMillis(1));
        assertThat(verdict()).isEqualTo(Verdict.GOOD);
        later(Duration.ofMillis(1));
        assertThat(scene()).isInstanceOf(Scene.LeftIn.class);
        see(new Sight.Left("key-1"));
        assertThat(verdict()).isEqualTo(Verdict.GOOD);
        see(new Sight.Arrived(stick(2)), ended(stick(2), Ending.STUCK));
        later(Scene.LEFT_IN);
        assertThat(verdict()).isEqualTo(Verdict.STICK_FAILED);
    }

    @Test
    void whatCameOfAStickStandsForAWhileAfterItIsGone() {
        see(new Sight.Arrived(stick(1)), ended(stick(1), Ending.SAFE, Sticks.LICENSE), new Sight.Left("key-1"));
        later(Board.REMEMBERED.minusMillis(1));
        assertThat(verdict()).isEqualTo(Verdict.GOOD);
        later(Duration.ofMillis(1));
        assertThat(scene()).isEqualTo(new Scene.Ready());
    }

    @Test
    void theSameStickAgainIsANewVisit() {
        see(new Sight.Arrived(stick(1)), ended(stick(1), Ending.SAFE, Sticks.LICENSE));
        see(new Sight.Arrived(Sticks.again(stick(1), 9)));
        assertThat(state.board().guests()).hasSize(1);
        assertThat(plug()).isEqualTo(Plug.LEAVE_IN);
    }

    @Test
    void theBoardIsBounded() {
        for (int number = 0; number < 3 * Board.GUESTS_MAX; number++) {
            see(new Sight.Arrived(stick(number)));
        }
        assertThat(state.board().guests()).hasSize(Board.GUESTS_MAX);
        assertThat(state.board().guests().getFirst().stick())
                .as("the newest first")
                .isEqualTo(stick(3 * Board.GUESTS_MAX - 1));
    }

    @Test
    void aQuestionComesBeforeTheLastStickAndAfterWork() {
        state = state.with(facts(List.of(LICENSE), List.of(UPDATE)));
        see(new Sight.Arrived(stick(1)));
        assertThat(stage()).isInstanceOf(Stage.Checking.class);
        see(ended(stick(1), Ending.SAFE, Sticks.LICENSE));
        assertThat(scene()).isEqualTo(new Scene.AsksLicense(LICENSE));
        assertThat(plug()).as("the stick may go, the question stays").isEqualTo(Plug.SAFE);
        state = state.with(facts(List.of(), List.of(UPDATE)));
        assertThat(scene()).isEqualTo(new Scene.AsksUpdate(UPDATE));
        state = state.postponing(Set.of(DIGEST));
        assertThat(verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void anUpdateThatSomebodySaidYesToIsNotAskedForAgain() {
        state = state.with(facts(
                List.of(),
                List.of(new WaitingUpdate(
                        "lamp", new SemVer("2.0.0"), DIGEST, DIGEST, new byte[0], "slot", Instant.EPOCH, true))));
        assertThat(scene()).isEqualTo(new Scene.Ready());
    }

    @Test
    void theStickForTheJournalIsAskedFor() {
        state = state.wishing(true);
        assertThat(scene()).isEqualTo(new Scene.ExportAwaited());
        see(new Sight.Arrived(stick(1)));
        assertThat(stage()).isInstanceOf(Stage.Checking.class);
    }

    @Test
    void aDamagedLengthIsNoPercentBeyondAHundred() {
        assertThat(new Stage.Copying("a", 5, 0).percent()).isZero();
        assertThat(new Stage.Copying("a", 500, 100).percent()).isEqualTo(100);
        assertThat(new Stage.Copying("a", -5, 100).percent()).isZero();
    }
}
