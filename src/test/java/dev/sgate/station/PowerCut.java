package dev.sgate.station;

/** The power goes: thrown by the fakes at the step a test chose. Nothing after it happens, and nobody gets the better of it. */
final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
}
