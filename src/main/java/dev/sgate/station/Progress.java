package dev.sgate.station;

/** Hears how far long work has come (port). Called often; must return at once. */
@FunctionalInterface
public interface Progress {
    /** So many bytes of an attachment are copied and hashed, of so many. */
    void copied(VisitId visit, long doneBytes, long totalBytes);
}
