package dev.sgate.cli.desk.wizard;

import dev.sgate.vendor.mint.Situations;
import java.util.Optional;

/** Offers for tests. */
final class Offers {
    static final Offer.Program PRESS = new Offer.Program("press", "1.4.0", "linux/amd64", 23_400_000);

    private Offers() {}

    static Offer withProgram() {
        return new Offer("Example Ltd", "north", Optional.of(PRESS), Situations.good());
    }

    static Offer withoutProgram() {
        return new Offer("Example Ltd", "", Optional.empty(), Situations.good());
    }
}
