package dev.sgate.station;

import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.Step.InstallRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Makes a row of an install that has not ended into an install under way again. */
final class InstallRecall {
    private final TrustSource trust;
    private final Ids ids;

    InstallRecall(TrustSource trust, Ids ids) {
        this.trust = trust;
        this.ids = ids;
    }

    /** Stands for the file that brought the release; it is on no stick now, and its slot does not exist. */
    OpenedFile file(UnfinishedInstall install) {
        Path name = Path.of(install.appName() + "-" + install.folder());
        Sha256 identity = Sha256.of(install.envelopeLine());
        return new OpenedFile(name, PayloadType.UPDATE, identity, 0, ids.next().toString(), 0);
    }

    /** The install; or the refusal of its envelope line, whose key may have been revoked since. */
    Verdict<InstallRun> run(UnfinishedInstall install) {
        return switch (EnvelopeLine.verify(install.envelopeLine(), trust.current())
                .then(UpdateOffer::from)) {
            case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) ->
                Verdict.accepted(new InstallRun(install.install(), offer, install.folder(), install.previousFolder()));
            case Verdict.Refused<UpdateOffer>(Refusal refusal) -> Verdict.refused(refusal);
        };
    }

    /** Of the file that brought it; empty where that is no longer believed. */
    Optional<UUID> updateId(UnfinishedInstall install) {
        return run(install) instanceof Verdict.Accepted<InstallRun>(InstallRun run)
                ? Optional.of(run.offer().terms().updateId())
                : Optional.empty();
    }
}
