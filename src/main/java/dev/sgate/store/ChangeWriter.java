package dev.sgate.store;

import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;

/** Which change goes into which table. No {@code default}: a new change does not compile until it has a place. */
final class ChangeWriter {
    private final SealedNames names;

    ChangeWriter(SealedNames names) {
        this.names = names;
    }

    void write(Connection writer, StateChange change) throws SQLException {
        switch (change) {
            case StateChange.VisitBegun begun -> VisitTable.begin(writer, begun);
            case StateChange.VisitReached reached -> VisitTable.reach(writer, reached);
            case StateChange.VisitEnded ended -> VisitTable.end(writer, ended);
            case StateChange.FileSettled settled -> VisitTable.settle(writer, settled);
            case StateChange.Remembered remembered -> VisitTable.remember(writer, remembered);
            case StateChange.TrustHeld held -> TrustTable.hold(writer, held);
            case StateChange.LicenseHeld held -> LicenseTable.hold(writer, held);
            case StateChange.KeyRevocationSeen seen -> LicenseTable.see(writer, seen);
            case StateChange.LicenseConfirmed confirmed -> LicenseTable.confirm(writer, confirmed);
            case StateChange.SeatTaken taken -> PoolTable.takeSeat(writer, taken);
            case StateChange.SeatGivenBack back -> PoolTable.giveBack(writer, back);
            case StateChange.SeatCleared cleared -> PoolTable.clear(writer, cleared);
            case StateChange.NewSeatCounted counted -> NewSeatTable.add(writer, counted);
            case StateChange.InstanceHeld held -> InstanceTable.hold(writer, held);
            case StateChange.InstanceNamed named -> names.keep(writer, named);
            case StateChange.NamesErased erased -> SealedNames.erase(writer);
            case StateChange.InstanceEnded ended -> InstanceTable.end(writer, ended);
            case StateChange.DeviceSeen seen -> LicenseTable.see(writer, seen);
            case StateChange.RevocationListHeld held -> RevocationTable.hold(writer, held);
            case StateChange.InstallBegun begun -> ReleaseTable.begin(writer, begun);
            case StateChange.InstallMoved moved -> ReleaseTable.move(writer, moved);
            case StateChange.ReleaseTakenBack back -> ReleaseTable.takeBack(writer, back);
            case StateChange.ReleaseTakenUp up -> ReleaseTable.takeUp(writer, up);
            case StateChange.FloorRaised raised -> FloorTable.raise(writer, raised);
            case StateChange.DigestQuarantined bad -> FloorTable.quarantine(writer, bad);
            case StateChange.QuarantineLifted lifted -> FloorTable.lift(writer, lifted);
            case StateChange.UpdateWaits waits -> WaitingTable.wait(writer, waits);
            case StateChange.UpdateConfirmed confirmed -> WaitingTable.confirm(writer, confirmed);
            case StateChange.WaitingEnded ended -> WaitingTable.end(writer, ended);
            case StateChange.JournalExported exported -> JournalTable.export(writer, exported);
            case StateChange.EventsForgotten forgotten -> JournalTable.forget(writer, forgotten.upTo());
            case StateChange.JournalForked forked -> JournalTable.fork(writer, forked);
            case StateChange.JournalContinued continued -> JournalTable.continueBehind(writer, continued);
            case StateChange.TimeKept kept -> TimeTable.keep(writer, kept);
        }
    }
}
