package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.ascii;
import static dev.sgate.vectors.Recipe.aTrust;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.BOTH;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.ROOT_C;
import static dev.sgate.vectors.TestKeys.UPDATE_A;
import static dev.sgate.vectors.TestKeys.UPDATE_B;
import static dev.sgate.vectors.TestKeys.UPDATE_BEACON;

import dev.sgate.seal.Sealer.NamedKey;
import java.util.List;

/** Updates and trust documents that must be accepted. */
final class GoodUpdates extends Catalogue {

    private static final String ACCEPTED = "accepted";

    GoodUpdates() {
        updates();
        trustDocuments();
    }

    private void updates() {
        update("update-plain", ACCEPTED, "One executable.", anUpdate().sign(UPDATE_A));
        update(
                "update-archive",
                ACCEPTED,
                "An archive with all its fields; reading the container does not unpack it.",
                archive()
                        .set("app.minimumVersion", "2.4.0")
                        .set("expires", Samples.NOW)
                        .sign(UPDATE_A));
        update(
                "update-with-list-by-two-keys",
                ACCEPTED,
                "A revocation list needs the license role too.",
                anUpdate().set("crl", Samples.crl()).sign(UPDATE_A, LICENSE_A));
        update(
                "update-with-list-by-one-key",
                ACCEPTED,
                "One key holds both roles.",
                anUpdate().set("crl", Samples.crl(Samples.digest("other"))).sign(BOTH));
        update(
                "update-for-any-machine",
                ACCEPTED,
                "A platform outside the list is somebody's; without a machine nobody can say no.",
                anUpdate().set("app.platform", "plan9/mips").sign(UPDATE_B));
        update(
                        "update-may-go-back",
                        ACCEPTED,
                        "A permission to go back, of exactly 30 days.",
                        anUpdate()
                                .set("allowDowngrade", true)
                                .set("expires", "2026-01-31T00:00:00Z")
                                .sign(UPDATE_A))
                .at("2026-01-31T00:00:00Z");
        update(
                "update-odd-version",
                ACCEPTED,
                "Pre-release and build metadata.",
                anUpdate().set("app.version", "2.4.0-rc.1.x-7+build.007").sign(UPDATE_A));
        update(
                "update-command-check",
                ACCEPTED,
                "A health check by command, and words in any script.",
                anUpdate()
                        .set(
                                "app.healthCheck",
                                members("type", "command", "command", List.of("./lamp.sh", "pr\u00fcfen")))
                        .sign(UPDATE_A));
        update(
                "update-http-check",
                ACCEPTED,
                "A health check by a literal loopback address.",
                anUpdate()
                        .set(
                                "app.healthCheck",
                                members("type", "http", "url", "http://127.0.0.1:8080/health", "timeoutSeconds", 3600))
                        .sign(UPDATE_A));
        update(
                "update-http-check-v6",
                ACCEPTED,
                "A health check by the loopback address of IPv6.",
                anUpdate()
                        .set("app.healthCheck", members("type", "http", "url", "http://[::1]/"))
                        .sign(UPDATE_A));
        update(
                "update-unit-check",
                ACCEPTED,
                "A health check by the service unit.",
                anUpdate()
                        .set("app.healthCheck", members("type", "unit", "timeoutSeconds", 1))
                        .sign(UPDATE_A));
        update(
                "update-of-one-byte",
                ACCEPTED,
                "The smallest attachment, a line feed.",
                anUpdate()
                        .set("app.length", 1)
                        .set("app.sha256", Samples.digest("\n"))
                        .attach("one line feed", ascii("\n"))
                        .sign(UPDATE_A));
        update(
                "update-for-beacon-by-its-key",
                ACCEPTED,
                "Signed by a key that counts for this product only.",
                anUpdate().set("product", "beacon").sign(UPDATE_BEACON));
        update(
                        "update-by-a-pair",
                        ACCEPTED,
                        "Two where two are needed.",
                        anUpdate().sign(UPDATE_B, UPDATE_A))
                .underPairs();
    }

    /** The sample update as an archive, with what only archives have. */
    static Recipe archive() {
        return anUpdate()
                .set("app.mediaType", "application/gzip")
                .set("app.fileName", "lamp-2.4.0.tar.gz")
                .set("app.unpackedLength", 40_960)
                .set("app.unpackedFiles", 12)
                .set("app.run", List.of("bin/lamp", "--port", "8080"))
                .set("app.healthCheck", members("type", "alive", "seconds", 5));
    }

    private void trustDocuments() {
        trust("trust-next", ACCEPTED, "The next version, by two of its roots.", aTrust().sign(ROOT_A, ROOT_B));
        trust(
                "trust-the-same",
                ACCEPTED,
                "The version that is held, by other roots than held it first: the payload is the same.",
                Recipe.of("the sample trust document", "application/vnd.sgate.trust.v1+json", Samples.trust())
                        .sign(ROOT_C, ROOT_A));
        NamedKey fresh = TestKeys.ed25519("root-d");
        trust(
                "trust-new-roots",
                ACCEPTED,
                "A new root takes over: the old threshold and the new one have signed.",
                aTrust().set("keys.root-d", TestKeys.entry(fresh))
                        .set("roles.root", Samples.role(2, "root-c", "root-d"))
                        .sign(ROOT_A, ROOT_C, fresh));
        trust(
                "trust-expired",
                ACCEPTED,
                "expires is a warning and never a lock-out.",
                aTrust().set("expires", "2020-01-01T00:00:00Z").sign(ROOT_B, ROOT_C));
        trust(
                "trust-no-products",
                ACCEPTED,
                "A key for no product at all is odd but well-formed.",
                aTrust().set("keys.update-beacon.products", List.of()).sign(ROOT_A, ROOT_B));
    }
}
