package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.EventLine;
import dev.sgate.journal.SegmentTerms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The customer reads what leaves before it leaves (S58). */
class JournalPreviewTest {
    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    private JournalPreview look() throws Exception {
        return JournalPreview.of(site.ledger, site.device, site.trust, site.now);
    }

    @Test
    void whatIsShownIsWhatLeavesNext() throws Exception {
        driver.plugIn(stick().license().plugged());
        JournalPreview preview = look();
        List<String> lines = new ArrayList<>();
        preview.events(event -> lines.add(event.text()));
        String devices = preview.devices().toString();
        SegmentTerms shown = preview.parts().getFirst();

        FakeVolume volume = new FakeVolume();
        JournalExport export =
                new JournalExport(site.ledger, site.device, site.trust, site.staging, site.ids, site.announcements);
        assertThat(export.exportTo(volume, site.now).refusal()).isEmpty();

        SegmentTerms left = JournalExportTest.terms(volume, "journal-20260201.sgsync");
        assertThat(left.toPayload()).hasToString(shown.toPayload().toString());
        assertThat(lines).isEqualTo(site.memory.journal().subList(0, (int) left.lastSeq()));
        assertThat(devices).contains(site.device.fingerprint().hex());
        assertThat(preview.envelopes().getFirst().get("payload"))
                .hasToString(left.toPayload().toString());
    }

    @Test
    void aLookWritesNothingAndIsNotCounted() throws Exception {
        driver.plugIn(stick().license().plugged());
        long serial = site.memory.lastExportSerial();
        int commits = site.memory.commits();
        List<String> before = site.memory.journal();

        look().events((EventLine event) -> {});
        look().envelopes();

        assertThat(site.memory.lastExportSerial()).isEqualTo(serial);
        assertThat(site.memory.commits()).isEqualTo(commits);
        assertThat(site.memory.journal()).isEqualTo(before);
        assertThat(site.staging.slots()).isEmpty();
    }

    @Test
    void whatHappensAfterTheLookIsNotShown() throws Exception {
        driver.plugIn(stick().license().plugged());
        JournalPreview preview = look();
        long last = preview.parts().getLast().lastSeq();
        driver.plugIn(stick().plugged());
        driver.plugIn(stick().update("2.4.0").plugged());

        List<Long> seqs = new ArrayList<>();
        preview.events(event -> seqs.add(event.seq()));
        assertThat(seqs.getLast()).isEqualTo(last).isLessThan(site.memory.head().seq());
    }
}
