package dev.sgate.vendor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.ledger.ApplianceState.Gap;
import dev.sgate.vendor.ledger.ApplianceState.MissingParts;
import dev.sgate.vendor.reconcile.BackDatedEvent;
import dev.sgate.vendor.reconcile.ImportCounts;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.LicenseSeats;
import dev.sgate.vendor.reconcile.Reconciled;
import dev.sgate.vendor.reconcile.RejectedEvent;
import dev.sgate.vendor.seats.Holding;
import dev.sgate.vendor.seats.SeatHistory;
import dev.sgate.vendor.seats.SeatLimit;
import dev.sgate.vendor.seats.SeatSweep;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReconcilePageTest {
    private static final Instant NOW = Instant.parse("2026-09-30T09:00:00Z");
    private static final UUID APPLIANCE = new UUID(0x1234_5678_9abcL, 42);
    private static final String HOSTILE = "<script>alert('x')</script>";

    /** A page like one of a quarter's import: used for the picture in the manual, too. */
    static Reconciled sample(String customer) {
        return new Reconciled(
                NOW,
                List.of(imported(), refused()),
                Map.of(
                        APPLIANCE,
                        new ApplianceState(
                                false,
                                4_810,
                                List.of(new Gap(4_811, 4_900)),
                                List.of(new MissingParts(9, List.of(2L), 3)),
                                List.of(),
                                List.of())),
                List.of(new LicenseSeats(new UUID(7, 7), customer, "press", "Hall 3", 5, 1, history())));
    }

    private static ImportedFile imported() {
        ImportCounts counts = new ImportCounts(
                812,
                4_088,
                1,
                0,
                0,
                1,
                2,
                1,
                Optional.empty(),
                List.of(new RejectedEvent(
                        4_805,
                        new UUID(1, 2),
                        NOW.plus(Duration.ofDays(40)),
                        "startup",
                        RejectedEvent.Reason.FUTURE,
                        "{\"type\":\"" + HOSTILE + "\"}")),
                List.of(new BackDatedEvent(
                        4_700,
                        NOW.minus(Duration.ofDays(60)),
                        "validation",
                        BackDatedEvent.Why.BEFORE_ITS_PREDECESSOR,
                        Duration.ofHours(30))),
                List.of(device(1), device(2)),
                List.of(device(3)));
        Sha256 head = device(99);
        SegmentTerms terms = new SegmentTerms(
                APPLIANCE,
                device(50),
                9,
                NOW,
                1,
                3,
                new ChainHead(4_990, head),
                List.of(),
                1,
                4_810,
                ChainHead.EMPTY.head(),
                head,
                3,
                new SegmentTerms.Events(4_810, 1, 1, head, Optional.empty()));
        return new ImportedFile.Imported(Path.of("back", "journal-20260930.sgsync"), terms, counts, false);
    }

    private static ImportedFile refused() {
        return new ImportedFile.Refused(
                Path.of("back", "journal.zip"),
                Refusal.of(RefusalCode.MALFORMED, "reason", "a zip file; hand in the journals in it"));
    }

    private static SeatHistory history() {
        List<Holding> holdings = new ArrayList<>();
        Instant start = NOW.minus(Duration.ofDays(90));
        for (int i = 0; i < 5; i++) {
            holdings.add(new Holding(device(i), start.plus(Duration.ofDays(4L * i)), NOW.plus(Duration.ofDays(3))));
        }
        for (int i = 0; i < 6; i++) {
            Instant from = start.plus(Duration.ofDays(30 + 8L * i));
            holdings.add(new Holding(device(10 + i), from, from.plus(Duration.ofDays(3 + i % 3))));
        }
        holdings.add(new Holding(device(20), start.plus(Duration.ofDays(47)), start.plus(Duration.ofDays(50))));
        return SeatSweep.sweep(holdings, List.of(new SeatLimit(5, start.minus(Duration.ofDays(1)), Instant.MAX)));
    }

    private static Sha256 device(int number) {
        return Sha256.of(new byte[] {(byte) number});
    }

    @Test
    void whatComesFromElsewhereStaysText() {
        String page = ReconcilePage.of(sample(HOSTILE));

        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void itNeedsNothingFromElsewhereAndHasNoScript() {
        String page = ReconcilePage.of(sample("Example Ltd"));

        assertThat(page).doesNotContain("http://", "https://", "src=", "url(", "javascript", "<link", "@import");
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void itTellsWhatToLookAt() {
        assertThat(ReconcilePage.of(sample("Example Ltd")))
                .contains(
                        "Over-activation",
                        "missing: events 4811 to 4900",
                        "2 of 3 of export 9",
                        "journal.zip",
                        "a zip file",
                        "before the event before it")
                .contains(device(20).hex());
    }

    @Test
    void aQuietReportSaysSo() {
        Reconciled quiet = new Reconciled(NOW, List.of(), Map.of(), List.of());
        assertThat(ReconcilePage.of(quiet))
                .contains("Nothing: every file was taken")
                .doesNotContain("<svg");
    }

    @Test
    void eachChartHasATitleADescriptionAndAWellFormedPicture() throws Exception {
        String page = ReconcilePage.of(sample("Example & Sons"));
        String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);

        Document picture =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(picture.getElementsByTagName("title").getLength()).isOne();
        assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
                .contains("at most 7 devices", "more devices than seats");
        assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(2);
        assertThat(picture.getElementsByTagName("rect").getLength()).isPositive();
    }

    @Test
    void aYearOfChangesDrawsNoMoreThanItsColumns() {
        List<Holding> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Instant from = NOW.minusSeconds(31_000_000L - 1_500L * i);
            many.add(new Holding(device(i % 100), from, from.plusSeconds(700)));
        }
        SeatHistory history =
                SeatSweep.sweep(many, List.of(new SeatLimit(5, NOW.minusSeconds(32_000_000), Instant.MAX)));
        LicenseSeats license = new LicenseSeats(new UUID(1, 1), "a", "b", "", 5, 1, history);
        assertThat(new SeatChart(license, NOW, 1).svg().toString()).hasSizeLessThan(60_000);
    }

    /** Writes the sample where the picture of the manual is made from: docs/pictures/make. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), ReconcilePage.of(sample("Example Ltd")));
    }
}
