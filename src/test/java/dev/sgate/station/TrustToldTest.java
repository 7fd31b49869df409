package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.station.TrustDocuments.fourToFive;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people read of the vendor's trust document: in the receipt, in the status and in the log. */
class TrustToldTest {
    private final TestSite site = new TestSite();

    @Test
    void theReceiptSaysItInBothLanguages() throws Exception {
        for (Map.Entry<String, String> words : Map.of(
                        "en",
                        "The vendor's keys of version 5 count now",
                        "de",
                        "Jetzt gelten die Schlüssel des Herstellers")
                .entrySet()) {
            TestSite other = new TestSite();
            other.situation = new Situation(
                    other.situation.products(),
                    other.situation.platform(),
                    other.situation.builtAt(),
                    false,
                    words.getKey(),
                    other.situation.limits());
            FakeVolume volume = stick().file("5.sgtrust", fourToFive()).plugged();
            new VisitDriver(other).plugIn(volume);
            assertThat(volume.written)
                    .anySatisfy(name -> assertThat(volume.text(name)).contains(words.getValue()));
        }
    }

    @Test
    void theStatusShowsTheVersionAndWarnsBeforeItExpires() throws Exception {
        site.plugIn(stick().file("5.sgtrust", fourToFive()).plugged());
        assertThat(trustLine())
                .startsWith("trust: version 5 of the vendor's trust document is believed, until ")
                .doesNotContain("expir");
        site.now = site.trust.current().document().orElseThrow().expires().minus(Duration.ofDays(29));
        assertThat(trustLine()).contains("it is expiring", "everything goes on meanwhile");
        site.now = site.now.plus(Duration.ofDays(60));
        assertThat(trustLine()).contains("it is expired");
        assertThat(site.trust.current().document()).as("never a lock-out").isPresent();
    }

    private String trustLine() throws IOException {
        return StationReport.of(
                        site.memory, site.trust, site.supervisor, site.device, site.time, site.situation.limits())
                .toLines()
                .stream()
                .filter(line -> line.startsWith("trust: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theExpiryOfTheDocumentIsToldOnceADay() {
        WarningWatch watch =
                new WarningWatch(site.ledger, site.trust, site.device, site.time, site.situation, Meter.SILENT);
        assertThat(watch.look()).isEmpty();
        site.now = site.trust.current().document().orElseThrow().expires().minus(Duration.ofDays(2));
        assertThat(watch.look())
                .singleElement()
                .satisfies(notice -> assertThat(notice.what()).contains("trust document is expiring"));
        assertThat(watch.look()).isEmpty();
        site.now = site.now.plus(Duration.ofDays(3));
        assertThat(watch.look())
                .singleElement()
                .satisfies(notice -> assertThat(notice.what()).contains("expired"));
        assertThat(site.events("warning")).hasSize(2).last().asString().contains("\"kind\":\"trust\"");
    }
}
