package dev.sgate.cli.desk;

import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.NewFile;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.Reconciled;
import dev.sgate.vendor.report.ReconcilePage;
import dev.sgate.vendor.report.ReconcileSheets;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The files that {@code import-sync} writes where it is asked to: a page, and tables for a spreadsheet. */
final class ReportFiles {
    private interface Sheet {
        void write(DeskLedger ledger, Collection<UUID> appliances, Writer out) throws IOException;
    }

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write the report as one page, with charts of seats over time.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--devices-csv",
            paramLabel = "FILE",
            description = "Also write all devices of these appliances, for a spreadsheet.")
    private Optional<Path> devices = Optional.empty();

    @Option(
            names = "--events-csv",
            paramLabel = "FILE",
            description = "Also write all events of these appliances, for a spreadsheet.")
    private Optional<Path> events = Optional.empty();

    /** @throws BadInput if one of the files is there already: said before anything is imported */
    void requireNew() {
        Stream.of(html, devices, events)
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .forEach(file -> {
                    throw new BadInput(file + " is there already; it is not replaced");
                });
    }

    void write(Reconciled reconciled, DeskLedger ledger) throws IOException {
        if (html.isPresent()) {
            byte[] page = ReconcilePage.of(reconciled).getBytes(StandardCharsets.UTF_8);
            NewFile.write(html.get(), out -> out.write(page));
        }
        sheet(devices, ReconcileSheets::devices, reconciled, ledger);
        sheet(events, ReconcileSheets::events, reconciled, ledger);
    }

    private static void sheet(Optional<Path> file, Sheet sheet, Reconciled reconciled, DeskLedger ledger)
            throws IOException {
        if (file.isPresent()) {
            NewFile.write(
                    file.get(), out -> fill(out, sheet, reconciled.appliances().keySet(), ledger));
        }
    }

    private static void fill(OutputStream out, Sheet sheet, Collection<UUID> appliances, DeskLedger ledger)
            throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        sheet.write(ledger, appliances, writer);
        writer.flush();
    }
}
