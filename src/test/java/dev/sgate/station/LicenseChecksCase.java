package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A site whose license came with a stick, and the checks on it. */
abstract class LicenseChecksCase {
    static final UUID LICENSE_ID = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");
    static final String OTHER_LICENSE = "11111111-2222-4333-8444-555555555555";

    final TestSite site = new TestSite();
    final VisitDriver driver = new VisitDriver(site);
    final List<String> metered = new ArrayList<>();
    int verified;
    LicenseChecks checks = started();

    LicenseChecks started() {
        return new LicenseChecks(site.ledger, site.trust, site.device, site.time, site.situation.limits(), new Meter() {
            @Override
            public void checked(String tier, Check result) {
                metered.add(tier + " " + result);
            }

            @Override
            public void signatureVerified(Duration took) {
                verified++;
            }
        });
    }

    Checked check() {
        return check(Optional.empty());
    }

    Checked check(Optional<String> product) {
        return (Checked) checks.check(product);
    }

    Checked assertState(LicenseState state) throws Exception {
        Checked answer = check();
        assertThat(answer.state()).isEqualTo(state);
        assertThat(answer.code()).isEqualTo(state.code());
        assertFits(answer);
        return answer;
    }

    private static void assertFits(Checked answer) throws Exception {
        for (String language : List.of("en", "de")) {
            Map<String, Object> members = answer.toJson(Sentences.in(language));
            String json = new String(Payloads.toJson(members), StandardCharsets.UTF_8);
            try (InputStream in = LicenseChecks.class.getResourceAsStream("/dev/sgate/schemas/check.schema.json")) {
                String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(json, InputFormat.JSON))
                        .as(json)
                        .isEmpty();
            }
            assertThat(json).doesNotContain("{0}", "{1}");
        }
    }

    /** A stick with the sample license, and a list of withdrawn licenses of this very moment. */
    FakeVolume good(Object... namesAndValues) {
        return stick().license(set("crl", list(7, site.now)).andThen(set(namesAndValues)))
                .plugged();
    }

    static Keyring trustRevoking(String... kids) {
        Map<String, Object> trust = Samples.trust();
        List<String> revoked = new ArrayList<>(List.of("license-2023", "update-2023", "license-2021"));
        revoked.addAll(List.of(kids));
        trust.put("revoked", revoked);
        return TestKeys.keyring(trust);
    }

    static Map<String, Object> list(int number, Instant issuedAt, String... revoked) {
        return Samples.members("number", number, "issuedAt", Payloads.time(issuedAt), "revoked", List.of(revoked));
    }

    Map<String, Object> payload(LicenseBundle bundle) {
        Map<String, Object> payload = Samples.license();
        set("serial", bundle.terms().serial(), "crl", list(9, site.now, Samples.LICENSE_KEY_HASH))
                .accept(payload);
        return payload;
    }
}
