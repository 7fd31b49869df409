package dev.sgate.appliance;

/** A setting that is unknown, malformed or missing; the message names it and says why. The appliance does not start. */
public final class BadSetting extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;

    public BadSetting(String name, String why) {
        super("setting " + name + ": " + why);
        this.name = name;
    }

    /** Which setting. */
    public String name() {
        return name;
    }
}
