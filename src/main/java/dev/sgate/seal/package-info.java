/**
 * Sealed files: the one container that everything crossing the air gap travels in, and the keys that make it believable.
 *
 * <p>{@link dev.sgate.seal.SealedFile} reads bytes that nobody believes yet. {@link dev.sgate.seal.SealedFile#open} checks the
 * envelope against a {@link dev.sgate.seal.Keyring} and hands out a {@link dev.sgate.seal.VerifiedPayload}, which no other
 * package can construct: whoever holds one holds the proof that a signature held. Only a verified payload can be parsed.
 * {@link dev.sgate.seal.Sealer} is the way back: serialise, sign, write.
 *
 * <p>What is refused comes back as a {@link dev.sgate.seal.Verdict} with a {@link dev.sgate.seal.RefusalCode} and the facts;
 * an exception means that the machine or the programmer is broken. This package knows nothing of licenses, releases or disks.
 */
@NullMarked
package dev.sgate.seal;

import org.jspecify.annotations.NullMarked;
