package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.local.LocalQuestions;
import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.host.PersonalKeyFile;
import dev.sgate.station.leasing.SiteLeaseKeys;
import dev.sgate.store.LedgerFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appliance that runs and cannot read its ledger says so, and is not taken for one that does not run. */
class BrokenStorageTest {
    private final LedgerFailure failure = new LedgerFailure("the ledger cannot be read");

    @TempDir
    Path state;

    private final TestSite site = new TestSite();
    private final List<RuntimeException> heard = new ArrayList<>();

    @Test
    void aCheckIsAnsweredWithInternal() {
        assertThat(ask("{\"ask\":\"check\",\"json\":true}"))
                .contains("\"exitCode\":1", "\"code\":\"internal\"", "its storage failed");
        assertThat(ask("{\"ask\":\"check\"}")).contains("\"exitCode\":1", "its storage failed", "what to do");
        assertThat(heard).containsExactly(failure, failure);
    }

    @Test
    void soIsWhatSiteItAsks() {
        assertThat(ask("{\"ask\":\"lease-keys\",\"json\":true}")).contains("\"exitCode\":1", "\"code\":\"internal\"");
    }

    private String ask(String line) {
        TrustSource broken = () -> {
            throw failure;
        };
        LocalQuestions questions = new LocalQuestions(
                new LicenseChecks(site.ledger, broken, site.device, site.time, SiteLimits.DEFAULT, Meter.SILENT),
                new LicenseConfirming(site.ledger, broken, site.device, site.time, SiteLimits.DEFAULT, Meter.SILENT),
                new SiteSeats(site.ledger, broken, site.device, site.time),
                new SiteReleases(site.ledger, broken, site.releases, site.turn, site.time),
                new SiteUpdates(site.ledger),
                new SiteLeaseKeys(
                        new LeaseKeyFiles(state, () -> false, site.announcements),
                        new BundlesInForce(site.ledger, broken),
                        site.time),
                new PersonalErasure(site.ledger, new PersonalKeyFile(state), site.device, site.time),
                "en",
                "sgate",
                heard::add);
        return new String(questions.answer(line.getBytes(StandardCharsets.UTF_8), "sgate"), StandardCharsets.UTF_8);
    }
}
