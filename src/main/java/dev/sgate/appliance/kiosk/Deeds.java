package dev.sgate.appliance.kiosk;

import dev.sgate.seal.Sha256;
import java.util.UUID;

/** What the page's buttons do: the same as the verbs of the command line, by the same code. Called by several threads. */
public interface Deeds {
    /**
     * A person's yes to a license (S31).
     *
     * @param serial of the bundle that was shown
     */
    ButtonAnswer activate(UUID license, long serial);

    /**
     * A person's yes to an update (S47).
     *
     * @param digest of what was shown
     */
    ButtonAnswer install(String app, Sha256 digest);

    /** The stick with this key is visited once more, and gets the journal (S57). */
    void visitAgain(String stickKey);
}
