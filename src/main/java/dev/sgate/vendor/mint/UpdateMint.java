package dev.sgate.vendor.mint;

import dev.sgate.release.App;
import dev.sgate.release.App.MediaType;
import dev.sgate.release.HealthCheck;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.release.UpdateTerms;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vendor.BadInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Seals updates: an application's file and what an appliance must know to install it. */
public final class UpdateMint {
    private UpdateMint() {}

    /**
     * The envelope of an update.
     *
     * @param crl the revocation list that it brings along; then a license key signs, too
     * @throws BadInput if an appliance could not read what the order asks for
     */
    public static MintedUpdate mint(
            UpdateOrder order, AppFile measured, Optional<RevocationList> crl, List<NamedKey> keys, Instant now) {
        UpdateTerms terms = new UpdateTerms(
                UUID.randomUUID(),
                order.product(),
                now,
                order.expires(),
                order.allowDowngrade(),
                crl,
                app(order, measured));
        byte[] line = Sealer.seal(PayloadType.UPDATE, terms.toPayload(), keys);
        UpdateOffer offer = SelfCheck.require(line, keys, UpdateOffer::from);
        return new MintedUpdate(offer.terms(), offer.identity(), line, measured);
    }

    private static App app(UpdateOrder order, AppFile measured) {
        boolean archive = measured.mediaType() != MediaType.EXECUTABLE;
        return new App(
                order.name(),
                version(order.version()),
                order.platform(),
                measured.mediaType(),
                order.fileName().orElseGet(() -> measured.file().getFileName().toString()),
                measured.length(),
                measured.sha256(),
                measured.unpacked().map(ArchiveSize::bytes),
                measured.unpacked().map(ArchiveSize::files),
                archive || !order.run().isEmpty() ? Optional.of(order.run()) : Optional.empty(),
                order.healthCheck().orElseGet(HealthCheck::byDefault),
                order.minimumVersion().map(UpdateMint::version));
    }

    private static SemVer version(String text) {
        return SemVer.find(text)
                .orElseThrow(() -> new BadInput("a version is written like 1.4.0 or 1.4.0-rc.1, not " + text));
    }
}
