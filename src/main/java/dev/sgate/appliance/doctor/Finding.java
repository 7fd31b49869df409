package dev.sgate.appliance.doctor;

/** What a check found. */
public sealed interface Finding {
    /** Nothing is wrong with it, or a box like this has no such thing. */
    Finding HEALTHY = new Healthy();

    /** Nothing is wrong with it. */
    record Healthy() implements Finding {}

    /**
     * It is wrong.
     *
     * @param what a sentence with the facts of this box, without a full stop
     * @param next what to do about it, with the command where there is one
     */
    record Fault(String what, String next) implements Finding {}

    /** It could not be looked at. */
    record Unknown(String why) implements Finding {}

    static Finding fault(String what, String next) {
        return new Fault(what, next);
    }

    /** A fault if it is so, else health. */
    static Finding faultIf(boolean wrong, String what, String next) {
        return wrong ? new Fault(what, next) : HEALTHY;
    }
}
