package dev.sgate.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a hostile or clumsy hand does to a file. */
final class Tampering {
    private Tampering() {}

    /** Changes one character inside the signed payload; the file stays well-formed. */
    static void editPayload(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String start = "\"payload\":\"";
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(start) + start.length() + 40;
        bytes[at] = (byte) (bytes[at] == 'A' ? 'B' : 'A');
        Files.write(file, bytes);
    }

    static void flipLastByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }
}
