package dev.sgate.station;

import dev.sgate.station.LedgerView.HeldDocument;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is kept in the state folder outside of the ledger, so that a damaged or older ledger loses nothing of it (port; ADR 0018):
 * the {@link Witness}, and the signed lines of what is in force. Each call that keeps something is durable when it returns; a power
 * cut leaves the old file or the new one.
 */
public interface BesideLedger {
    /** The line of an update, and the release that it brought. */
    record Origin(String appName, String folder, byte[] envelopeLine) {}

    /** The witness; empty where there is none, or it was not written by this appliance. */
    Optional<Witness> witness() throws IOException;

    /** Keeps a witness behind the one that is there, see {@link Witness#followedBy}. */
    void keep(Witness witness) throws IOException;

    /** All trust documents that were kept, the oldest version first. {@code takenAt} is when the file was written. */
    List<HeldDocument> trustDocuments() throws IOException;

    /** Keeps a trust document, for good. */
    void keepTrust(long version, boolean pinned, byte[] envelopeLine) throws IOException;

    /** The envelope lines of the bundles in force. */
    List<byte[]> licenses() throws IOException;

    /** Keeps a bundle's line, in the place of the one before of its license. */
    void keepLicense(UUID licenseId, byte[] envelopeLine) throws IOException;

    /** The origins of all releases that are still on the disk. */
    List<Origin> origins() throws IOException;

    /** Keeps where a release comes from; origins of releases that are not on the disk any more may go. */
    void keepOrigin(Origin origin) throws IOException;
}
