package dev.sgate.cli.desk.wizard;

/** A key that a person pressed, as far as the wizard knows it. */
sealed interface Key {
    /** A key with a name. */
    enum Named implements Key {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        ENTER,
        BACKSPACE,
        /** Back one step; from the first, out. */
        ESCAPE,
        /** Ctrl-C, or the end of the input: out. */
        LEAVE
    }

    /** A character that was typed. */
    record Typed(char letter) implements Key {}
}
