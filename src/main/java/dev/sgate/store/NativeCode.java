package dev.sgate.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.sqlite.JDBC;

/**
 * The driver's native code, kept in a folder of ours. Left alone, the driver unpacks it into the temporary folder at each start,
 * which takes longer than all the rest of opening, fails where that folder may hold no programs, and leaves a copy behind at each
 * power cut. Here it is unpacked once, and compared with the jar at each start.
 */
final class NativeCode {
    private static final Map<String, String> FOLDERS = Map.of("amd64", "x86_64", "aarch64", "aarch64");
    private static final String FILE_NAME = "libsqlitejdbc.so";
    private static final String TEMPORARY_FOLDER_PROPERTY = "org.sqlite.tmpdir";
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";

    private NativeCode() {}

    /** Keeps it in the folder {@code native} beside the database. The first database of a process counts: code is loaded once. */
    static synchronized void keepBeside(Path database) {
        use(database, true);
    }

    /** Takes what lies beside the database if it is whole; writes nothing. Without it the driver does as it always does. */
    static synchronized void takeFrom(Path database) {
        use(database, false);
    }

    private static void use(Path database, boolean mayWrite) {
        if (System.getProperty(PATH_PROPERTY) != null) {
            return;
        }
        Path folder = database.toAbsolutePath().resolveSibling("native");
        Path file = folder.resolve(FILE_NAME);
        try {
            Optional<byte[]> code = fromJar();
            if (code.isPresent() && (isWhole(file, code.get()) || (mayWrite && unpack(folder, file, code.get())))) {
                // the driver looks through its temporary folder even when it has nothing to unpack
                System.setProperty(TEMPORARY_FOLDER_PROPERTY, folder.toString());
                System.setProperty(PATH_PROPERTY, folder.toString());
                System.setProperty(NAME_PROPERTY, FILE_NAME);
            }
        } catch (IOException e) {
            throw new LedgerFailure("the database's native code cannot be kept at " + file, e);
        }
    }

    /** For this machine; empty where the driver must look for itself. */
    private static Optional<byte[]> fromJar() throws IOException {
        String folder = FOLDERS.getOrDefault(System.getProperty("os.arch"), "none");
        String resource = "/org/sqlite/native/Linux/" + folder + "/" + FILE_NAME;
        try (InputStream in = JDBC.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static boolean isWhole(Path file, byte[] code) throws IOException {
        return Files.isReadable(file)
                && Files.size(file) == code.length
                && Arrays.equals(Files.readAllBytes(file), code);
    }

    /** A power cut leaves the file that was there, or a temporary that the next start replaces. */
    private static boolean unpack(Path folder, Path file, byte[] code) throws IOException {
        OwnerOnly.createFolder(folder);
        Path temporary = folder.resolve(FILE_NAME + ".new");
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(code);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
