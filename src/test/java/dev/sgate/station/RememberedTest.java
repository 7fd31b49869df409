package dev.sgate.station;

import static dev.sgate.station.StickBuilder.LICENSE;
import static dev.sgate.station.StickBuilder.UPDATE;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseBundle;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import dev.sgate.station.StateChange.DigestQuarantined;
import dev.sgate.station.StateChange.QuarantineLifted;
import dev.sgate.station.StateChange.Remembered;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database that was made anew remembers files, and holds nothing of what they brought: they are judged as if they were new. */
class RememberedTest {
    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    private Verdict<VerifiedPayload> opened(FakeVolume volume, String name) throws IOException {
        return new SealedFile(new ByteArrayInputStream(volume.files.get(name))).open(site.keyring);
    }

    private UpdateOffer offer(FakeVolume volume) throws IOException {
        return ((Verdict.Accepted<UpdateOffer>) opened(volume, UPDATE).then(UpdateOffer::from)).value();
    }

    private void remember(Sha256 identity) {
        site.memory.commit(List.of(new Remembered(identity, FileStaging.APPLIED, site.now)), List.of());
    }

    private Outcome plugIn(FakeVolume volume) throws Exception {
        return driver.plugIn(volume).visit().outcomes().getFirst().outcome();
    }

    @Test
    void anUpdateThatIsNotHeldIsInstalled() throws Exception {
        FakeVolume volume = stick().update("2.4.0").plugged();
        remember(offer(volume).identity());

        assertThat(plugIn(volume)).isInstanceOf(Outcome.ReleaseApplied.class);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.4.0"));
        assertThat(plugIn(volume)).isEqualTo(new Outcome.AlreadyApplied("release"));
    }

    /** It was taken back before the database was lost: the receipt says why it is not installed, until it is forgiven. */
    @Test
    void anUpdateInQuarantineSaysSoUntilItIsForgiven() throws Exception {
        driver.plugIn(stick().update("2.4.0").plugged());
        FakeVolume volume = stick().update("2.5.0").plugged();
        UpdateOffer bad = offer(volume);
        remember(bad.identity());
        site.memory.commit(
                List.of(new DigestQuarantined(
                        bad.app().sha256(),
                        "lamp",
                        bad.app().version(),
                        bad.terms().issuedAt(),
                        site.now)),
                List.of());

        assertThat(plugIn(volume).findRefusal().orElseThrow().code()).isEqualTo(RefusalCode.QUARANTINED);

        site.memory.commit(List.of(new QuarantineLifted(bad.app().sha256())), List.of());
        assertThat(plugIn(volume)).isInstanceOf(Outcome.ReleaseApplied.class);
    }

    /** Also one that another release took the place of is not read again. */
    @Test
    void anUpdateThatIsHeldIsNotJudgedAgain() throws Exception {
        FakeVolume volume = stick().update("2.4.0").plugged();
        driver.plugIn(volume);
        driver.plugIn(stick().update("2.5.0").plugged());

        assertThat(plugIn(volume)).isEqualTo(new Outcome.AlreadyApplied("release"));
    }

    @Test
    void aLicenseThatIsNotHeldIsTaken() throws Exception {
        FakeVolume volume = stick().license().plugged();
        remember(((Verdict.Accepted<LicenseBundle>) opened(volume, LICENSE).then(LicenseBundle::from))
                .value()
                .identity());

        assertThat(plugIn(volume)).isInstanceOf(Outcome.LicenseApplied.class);
        assertThat(site.memory.licenses()).hasSize(1);
        assertThat(plugIn(volume)).isEqualTo(new Outcome.AlreadyApplied("license"));
    }
}
