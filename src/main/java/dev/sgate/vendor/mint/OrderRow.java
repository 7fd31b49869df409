package dev.sgate.vendor.mint;

import dev.sgate.license.Policy;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.WireText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** One row of a list of orders: its cells read as what they are, and a fault for each that is not. */
final class OrderRow {
    static final String LICENSE = "license";
    static final String POOL = "pool";
    static final String VALID_UNTIL = "valid_until";
    static final String SITE = "site";
    static final String ENTITLEMENTS = "entitlements";
    static final String APPLIANCES = "appliances";
    static final String ACTIVATE_BY = "activate_by";
    static final String RESET_DEVICES = "reset_devices";
    static final String WITH_APP = "with_app";
    static final List<String> COLUMNS =
            List.of(LICENSE, POOL, VALID_UNTIL, SITE, ENTITLEMENTS, APPLIANCES, ACTIVATE_BY, RESET_DEVICES, WITH_APP);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,4}");
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    private final CSVRecord cells;
    private final Instant now;
    private final List<SheetFault> faults = new ArrayList<>();

    OrderRow(CSVRecord cells, Instant now) {
        this.cells = cells;
        this.now = now;
    }

    List<SheetFault> faults() {
        return faults;
    }

    /** The order; empty where a cell could not be read. */
    Optional<OrderLine> order() {
        if (!cells.isConsistent()) {
            faults.add(new SheetFault(
                    line(), LICENSE, "the row has " + cells.size() + " cells, the heading another number", false));
            return Optional.empty();
        }
        Optional<UUID> license = needed(LICENSE, OrderRow::uuid, "the id of a license");
        Optional<Long> pool = needed(POOL, OrderRow::number, "a number of devices");
        Optional<Instant> end = read(VALID_UNTIL, this::time, "a date like 2026-03-01, or a number of days");
        Optional<String> site = read(SITE, OrderRow::name, "a name of letters, digits, dots, hyphens and underscores");
        Optional<List<String>> entitlements =
                read(ENTITLEMENTS, text -> words(text, OrderRow::name), "names with spaces between them");
        Optional<List<Sha256>> appliances =
                read(APPLIANCES, text -> words(text, Sha256::find), "key ids of 64 small hex digits");
        Optional<Instant> activateBy = read(ACTIVATE_BY, this::time, "a date, or a number of days");
        boolean reset = read(RESET_DEVICES, OrderRow::yesOrNo, "yes or no").orElse(false);
        boolean withApp = read(WITH_APP, OrderRow::yesOrNo, "yes or no").orElse(false);
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OrderLine(
                line(),
                new LicenseOrder(
                        license,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        site.orElse(""),
                        Optional.empty(),
                        entitlements.orElse(List.of()),
                        pool.orElseThrow(),
                        List.of(),
                        reset,
                        end,
                        appliances.orElse(List.of()),
                        activateBy,
                        Policy.DEFAULT,
                        Optional.empty(),
                        false,
                        Optional.empty()),
                withApp));
    }

    /** The row's line in the file, if no cell before it holds a line break: the heading is line 1. */
    private long line() {
        return cells.getRecordNumber() + 1;
    }

    private <T> Optional<T> needed(String column, Function<String, Optional<T>> reader, String what) {
        if (text(column).isEmpty()) {
            faults.add(new SheetFault(line(), column, what + " is missing", false));
            return Optional.empty();
        }
        return read(column, reader, what);
    }

    private <T> Optional<T> read(String column, Function<String, Optional<T>> reader, String what) {
        Optional<String> text = text(column);
        Optional<T> value = text.flatMap(reader);
        if (text.isPresent() && value.isEmpty()) {
            faults.add(new SheetFault(line(), column, what + ", not '" + text.get() + "'", false));
        }
        return value;
    }

    private Optional<String> text(String column) {
        return cells.isMapped(column)
                ? Optional.of(cells.get(column)).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static Optional<String> name(String text) {
        return Optional.of(text).filter(WireText::isName);
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static <T> Optional<List<T>> words(String text, Function<String, Optional<T>> reader) {
        List<Optional<T>> words = Stream.of(text.split(" +", -1)).map(reader).toList();
        return words.stream().allMatch(Optional::isPresent)
                ? Optional.of(words.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private Optional<Instant> time(String text) {
        try {
            if (DAYS.matcher(text).matches()) {
                return Optional.of(now.plus(Duration.ofDays(Long.parseLong(text))));
            }
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atTime(LAST_SECOND).toInstant(ZoneOffset.UTC)
                            : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
