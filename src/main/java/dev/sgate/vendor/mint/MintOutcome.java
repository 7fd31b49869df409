package dev.sgate.vendor.mint;

/** What became of an order. */
public sealed interface MintOutcome {
    /** The bundle stands in the ledger. */
    record Made(MintedLicense license) implements MintOutcome {}

    /** A rule said no: the audit log has a row more, and nothing else was changed. */
    record Declined(Decline decline) implements MintOutcome {}

    /** No rule stands in the way of this one, but of another order of the same list; nothing was changed. */
    record HeldBack() implements MintOutcome {}
}
