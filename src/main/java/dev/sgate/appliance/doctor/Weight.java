package dev.sgate.appliance.doctor;

import java.util.Locale;

/** How grave a fault is. */
public enum Weight {
    /** All works; somebody should look at it before it does not. */
    LOOK,
    /** Something does not work, or what was promised does not hold. */
    BROKEN;

    /** In lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
