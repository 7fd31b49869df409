package dev.sgate.station;

import java.util.List;

/** Is told after each commit of a ledger, while nobody else commits (port). What it does never undoes the commit. */
public interface LedgerWatch {
    /** Watches nothing. */
    LedgerWatch NOBODY = new LedgerWatch() {};

    /**
     * These changes are durable, with their events.
     *
     * @param changes none where there were events alone
     */
    default void committed(LedgerView ledger, List<StateChange> changes) {}

    /** An export begins: what the ledger holds now may be on a stick soon. */
    default void serialTaken(LedgerView ledger) {}

    /** Nothing more is committed. */
    default void closing(LedgerView ledger) {}
}
