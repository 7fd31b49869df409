package dev.sgate.vendor.mint;

import dev.sgate.release.UpdateTerms;
import dev.sgate.seal.Sha256;

/**
 * A sealed update.
 *
 * @param line the envelope line with its line feed
 * @param app the attachment, still where it was measured
 */
public record MintedUpdate(UpdateTerms terms, Sha256 identity, byte[] line, AppFile app) {
    /** The name of its file: application, version and platform. */
    public String fileName() {
        return terms.app().name() + "-" + terms.app().version() + "-"
                + terms.app().platform().replace('/', '-') + ".sgupd";
    }
}
