package dev.sgate.vendor.ledger;

/**
 * A place where the audit log is not as it was written.
 *
 * @param no the row's number; for a missing stretch its first
 */
public record AuditFault(long no, Kind kind) {
    /** What is wrong there. */
    public enum Kind {
        /** Rows are missing from this number up to the next row that is there, or up to the log's head. */
        MISSING("rows are missing from here on"),
        /** Its columns, its line and its hash do not say the same. */
        EDITED("the row was changed"),
        /** It does not continue the row before: one of the two was replaced. */
        UNLINKED("the row does not continue the one before"),
        /** The log's newest row is not the one that the ledger wrote last. */
        HEAD("the log does not end where it was written to"),
        /** It is not the row that somebody noted outside the ledger, or there is no such row: the log was cut or written anew. */
        NOT_AS_NOTED("the row is not the one that was noted: the log was cut, or written anew");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** For people. */
        public String sentence() {
            return sentence;
        }
    }
}
