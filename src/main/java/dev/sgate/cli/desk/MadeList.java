package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Lifetime;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.NewFile;
import dev.sgate.vendor.mint.MintedLicense;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The list of the bundles that a batch made: a CSV with a row a bundle. */
final class MadeList {
    /** In the folder of the files. */
    static final String NAME = "exported.csv";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "line",
                    "license",
                    "site",
                    "serial",
                    "pool",
                    "valid_until",
                    "bundle",
                    "file",
                    "bytes",
                    "stolen_lives_until")
            .get();

    private MadeList() {}

    /** Writes a new file. */
    static void write(Path file, List<Object[]> rows) throws IOException {
        NewFile.write(file, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter printer = new CSVPrinter(text, FORMAT);
            for (Object[] row : rows) {
                printer.printRecord(row);
            }
            printer.flush(); // what is written to, its owner closes
        });
    }

    /** Of the row in this line of the order sheet, and the bundle it led to. */
    static Object[] row(long line, MintedLicense minted, Path file) throws IOException {
        LicenseTerms terms = minted.terms();
        return new Object[] {
            line,
            terms.licenseId(),
            terms.site(),
            terms.serial(),
            terms.pool().size(),
            Payloads.time(terms.validUntil()),
            terms.bundleId(),
            file.getFileName(),
            Files.size(file),
            Payloads.time(Lifetime.of(terms).until())
        };
    }
}
