package dev.sgate.vendor.mint;

import dev.sgate.vendor.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A list of orders from a spreadsheet: CSV as RFC 4180 has it, UTF-8, with a heading. Columns: {@code license} and {@code pool}; and, as
 * far as they are wanted, {@code valid_until} (a date, or a number of days; 30), {@code site}, {@code entitlements} and {@code
 * appliances} (with spaces between them), {@code activate_by}, {@code reset_devices} and {@code with_app} (yes or no). An empty cell is
 * one that is not there.
 *
 * @param lines the orders that could be read
 * @param faults the cells that could not
 */
public record OrderSheet(List<OrderLine> lines, List<SheetFault> faults) {
    /** More rows than anybody carries in one go: the whole list is one transaction. */
    private static final int ROWS_MAX = 100_000;

    /** What spreadsheets put before UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .setTrim(true)
            .get();

    public OrderSheet {
        lines = List.copyOf(lines);
        faults = List.copyOf(faults);
    }

    /**
     * Reads the list.
     *
     * @throws BadInput if it is no such list at all: no heading, an unknown column, a quote that does not end
     */
    public static OrderSheet read(Path file, Instant now) throws IOException {
        try (Reader text = afterMark(Files.newBufferedReader(file, StandardCharsets.UTF_8));
                CSVParser rows = CSVParser.parse(text, FORMAT)) {
            requireColumns(file, rows.getHeaderNames());
            List<OrderLine> lines = new ArrayList<>();
            List<SheetFault> faults = new ArrayList<>();
            for (CSVRecord row : rows) {
                if (row.getRecordNumber() > ROWS_MAX) {
                    throw new BadInput(file + " has more than " + ROWS_MAX + " orders; split it");
                }
                OrderRow cells = new OrderRow(row, now);
                Optional<OrderLine> order = cells.order();
                faults.addAll(cells.faults());
                order.ifPresent(lines::add);
            }
            return new OrderSheet(lines, faults);
        } catch (UncheckedIOException broken) {
            Throwable why = broken.getCause();
            throw noList(file, why == null ? broken : why);
        } catch (CSVException | MalformedInputException | IllegalArgumentException broken) {
            throw noList(file, broken);
        }
    }

    private static BadInput noList(Path file, Throwable why) {
        return new BadInput(file + " is no list of orders: " + why.getMessage());
    }

    private static Reader afterMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private static void requireColumns(Path file, List<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(OrderRow.COLUMNS);
        if (!unknown.isEmpty()) {
            throw new BadInput(file + ": there is no column "
                    + unknown.iterator().next() + "; there are " + String.join(", ", OrderRow.COLUMNS));
        }
        for (String needed : List.of(OrderRow.LICENSE, OrderRow.POOL)) {
            if (!names.contains(needed)) {
                throw new BadInput(file + ": the column " + needed + " is missing");
            }
        }
    }
}
