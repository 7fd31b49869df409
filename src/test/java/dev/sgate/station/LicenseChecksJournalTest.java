package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the journal has of the checks. */
class LicenseChecksJournalTest extends LicenseChecksCase {
    /** S42, and a bound: an application that asks each second must not fill the journal. */
    @Test
    void theJournalHasEachChangeAndElseOneLineAnHour() throws Exception {
        driver.plugIn(good());
        for (int second = 0; second < 3_600; second++) {
            site.now = site.now.plusSeconds(1);
            check();
        }
        assertThat(site.events("validation"))
                .singleElement()
                .asString()
                .contains("\"state\":\"valid\"", "\"checks\":1");
        site.now = site.now.plusSeconds(1);
        check();
        assertThat(site.events("validation")).hasSize(2).last().asString().contains("\"checks\":3600");

        site.now = site.now.plus(Duration.ofDays(3650));
        check();
        assertThat(site.events("validation"))
                .hasSize(3)
                .last()
                .asString()
                .contains("\"state\":\"expired\"", "\"code\":\"expired\"", "\"product\":\"lantern\"");
        assertThat(metered).hasSize(3_602);
    }

    @Test
    void madeUpProductsShareOneLine() {
        for (int i = 0; i < 100; i++) {
            check(Optional.of("product-" + i));
        }
        assertThat(site.events("validation")).singleElement().asString().doesNotContain("product-");
    }
}
