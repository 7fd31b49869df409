package dev.sgate.cli.desk;

import dev.sgate.vendor.mint.SealedFileWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where a new file goes. */
final class OutOption {
    @Option(
            names = "--out",
            defaultValue = ".",
            paramLabel = "PATH",
            description = "A folder, e.g. the stick, or the file's name (default: here).")
    private Path out = Path.of(".");

    /**
     * The file to make.
     *
     * @param name what it is called where a folder was named
     */
    Path file(String name) {
        return SealedFileWriter.target(out, name);
    }

    /** What was named, a folder or a file. */
    Path path() {
        return out;
    }
}
