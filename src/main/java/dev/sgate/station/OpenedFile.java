package dev.sgate.station;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sha256;
import java.nio.file.Path;

/**
 * A file whose signature, role and fields held. Its envelope line lies in a staging slot of ours; the payload is not kept in memory,
 * so that a hundred files of the largest size cost no more than one.
 *
 * @param slot the staging slot
 * @param order what it is ordered by among files of its type: license serial, or time of issue
 * @param envelopeBytes where the attachment starts on the volume
 */
public record OpenedFile(Path name, PayloadType type, Sha256 identity, long order, String slot, long envelopeBytes) {}
