package dev.sgate.station;

import static dev.sgate.station.StickBuilder.LICENSE;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StationReportTest {
    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    private StationReport report() throws IOException {
        return StationReport.of(site.memory, site.trust, site.supervisor, site.device, site.time, SiteLimits.DEFAULT);
    }

    /** A list of withdrawn licenses of this moment: the sample's own is too old. */
    private Map<String, Object> list() {
        return Samples.members("number", 8, "issuedAt", Payloads.time(site.now), "revoked", List.of());
    }

    @Test
    void anEmptyApplianceSaysWhatToBring() throws Exception {
        assertThat(report().toLines()).anyMatch(line -> line.startsWith("license: none; bring a stick"));
        assertThat(report().inOneLine()).isEqualTo("no license");
        assertThat(report().toLines()).first().isEqualTo(report().inOneLine());
        assertFits();
    }

    @Test
    void aLicensedApplianceShowsLicenseReleaseAndVisit() throws Exception {
        driver.plugIn(stick().licenseWithRelease(set("crl", list()), release("2.4.0", Samples.MADE), "2.4.0")
                .plugged());

        StationReport report = report();

        assertThat(report.licenses()).singleElement().satisfies(license -> {
            assertThat(license.state()).isEqualTo("valid");
            assertThat(license.seatsTaken()).isEqualTo(1);
        });
        assertThat(report.applications())
                .singleElement()
                .satisfies(application -> assertThat(application.process()).isPresent());
        assertThat(report.toLines()).anyMatch(line -> line.contains("safe-to-unplug"));
        assertThat(report.inOneLine()).isEqualTo("license for lantern valid; lamp 2.4.0 runs");
        assertFits();
    }

    @Test
    void theNewestRevocationListIsShown() throws Exception {
        assertThat(report().toLines()).contains("revocation list: none yet; it comes with each license");
        driver.plugIn(stick().license().plugged());

        var list = site.memory.newestRevocationList(site.keyring).orElseThrow();
        assertThat(report().toLines()).contains("revocation list: number " + list.number() + " of " + list.issuedAt());
        assertThat(report().toJson())
                .extractingByKey("revocationList")
                .asString()
                .contains("number=" + list.number(), "issuedAt=");
        assertFits();
    }

    @Test
    void theClockIsShownAsItStands() throws Exception {
        assertThat(report().toLines()).contains("clock: right, as far as this appliance can know");
        driver.plugIn(stick().license().plugged());
        new ClockMark(site.ledger, site.time).raise();
        var mark = Payloads.time(site.now);

        site.now = site.now.minusSeconds(60);
        assertThat(report().toLines()).contains("clock: tolerated, 60 s behind the latest time known, " + mark);
        assertFits();
        site.now = site.now.minus(Duration.ofDays(1));
        assertThat(report().toLines())
                .contains("clock: distrusted, 86460 s behind the latest time known, " + mark
                        + "; set it right, or bring a newer license");
        assertThat(report().toJson())
                .extractingByKey("clock")
                .asString()
                .contains("state=distrusted", "behindSeconds=86460", "toleranceSeconds=3600");
        assertFits();
    }

    @Test
    void aRefusedFileShowsItsCode() throws Exception {
        driver.plugIn(stick().license().withChangedPayload(LICENSE).plugged());

        assertThat(report().toLines()).anyMatch(line -> line.contains("refused bad-signature"));
        assertFits();
    }

    @Test
    void stateFollowsTheClock() throws Exception {
        driver.plugIn(stick().license().plugged());
        var until = report().licenses().getFirst().terms().orElseThrow().validUntil();

        site.now = until.minus(Duration.ofDays(1));
        driver.plugIn(stick().license(set("serial", 6, "crl", list())).plugged());
        assertThat(report().licenses().getFirst().state()).isEqualTo("expiring");
        site.now = until;
        assertThat(report().licenses().getFirst().state())
                .as("equal is still valid")
                .isEqualTo("expiring");
        site.now = until.plusSeconds(1);
        assertThat(report().licenses().getFirst().state()).isEqualTo("expired");
    }

    @Test
    void withoutTrustNothingIsClaimedOfALicense() throws Exception {
        driver.plugIn(stick().license().plugged());
        site.keyring = Keyring.nothing("vendor.sgtrust is missing");

        StationReport report = report();

        assertThat(report.licenses().getFirst().state()).isEqualTo("unlicensed");
        assertThat(report.licenses().getFirst().terms()).isEmpty();
        assertThat(report.toLines()).anyMatch(line -> line.contains("vendor.sgtrust is missing"));
        assertFits();
    }

    private void assertFits() throws IOException {
        String json = new String(Payloads.toJson(report().toJson()), StandardCharsets.UTF_8);
        assertThat(schema().validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    private static Schema schema() throws IOException {
        try (InputStream in = StationReport.class.getResourceAsStream("/dev/sgate/schemas/status.schema.json")) {
            assertThat(in).isNotNull();
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
