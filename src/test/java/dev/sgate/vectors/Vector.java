package dev.sgate.vectors;

import dev.sgate.seal.Keyring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One sealed file and what every reader must say of it without any state.
 *
 * @param name the folder, named by the flaw
 * @param fileName the file's name; its ending is the usual one of what it was made from
 * @param at the time to judge at
 * @param trust the file name of the trust document to judge with, under {@code vectors/trust}
 * @param expect {@code accepted} or a refusal code
 * @param update what becomes of the update inside a license, {@code accepted} or a refusal code
 * @param evidence facts that the refusal must name, with these values
 * @param recipe how the file was made, step by step
 * @param file the bytes of the file
 * @param trusted what a reader believes that was given the trust document
 */
public record Vector(
        String name,
        String description,
        String fileName,
        Instant at,
        String trust,
        String expect,
        Optional<String> update,
        Map<String, String> evidence,
        List<String> recipe,
        Supplier<byte[]> file,
        Supplier<Keyring> trusted) {
    /** The word for a file that must be accepted. */
    public static final String ACCEPTED = "accepted";

    /** Whether the file as a whole must be accepted. */
    public boolean accepted() {
        return expect.equals(ACCEPTED);
    }

    /** The bytes of the file; big ones are made anew. */
    public byte[] bytes() {
        return file.get();
    }

    /** What a reader believes that was given the trust document. */
    public Keyring keyring() {
        return trusted.get();
    }

    @Override
    public String toString() {
        return name + ": " + expect
                + update.map(outcome -> ", update " + outcome).orElse("");
    }
}
