package dev.sgate.station;

/** The power goes: thrown by the fakes at the step a test chose. Nothing after it happens. */
final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
