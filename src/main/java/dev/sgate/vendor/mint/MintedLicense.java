package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Sha256;
import java.util.Optional;

/**
 * A bundle that stands in the ledger.
 *
 * @param line the envelope line with its line feed, empty where it is one of many and was not read yet; the attachment of an
 *     update inside follows it in the file
 * @param newKey the license key where one was generated: shown once and kept nowhere
 * @param update the update whose attachment follows
 * @param madeOnTheWay tenant, application and license that had to be made for it, for people; empty where none had
 * @param cut that its end is the license's, before the usual one, and what to do; empty where it is not, or was asked for
 */
public record MintedLicense(
        LicenseTerms terms,
        Sha256 identity,
        byte[] line,
        Optional<LicenseKey> newKey,
        Optional<UpdateFile> update,
        Optional<String> madeOnTheWay,
        Optional<String> cut) {
    /** The same with this line: where many are minted, each line is read back from the ledger when its file is written. */
    MintedLicense withLine(byte[] signed) {
        return new MintedLicense(terms, identity, signed, newKey, update, madeOnTheWay, cut);
    }

    /** The name of its file among many: {@code license-<the bundle's id>.sglic}; no two share it. */
    public String longFileName() {
        return "license-" + terms.bundleId() + ".sglic";
    }

    /** The name of its file: {@code license-<first 8 hex digits of the bundle's id>.sglic}. */
    public String fileName() {
        return "license-" + terms.bundleId().toString().substring(0, 8) + ".sglic";
    }
}
