package dev.sgate.seal;

/** A key id: a hint which key to try, never proof. Any text may be claimed; only look-ups are made with it. */
public record Kid(String value) implements Comparable<Kid> {
    @Override
    public int compareTo(Kid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
