package dev.sgate.license.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.SigningKey;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Lease files of the sample license for the machine {@code 0123}, made as an appliance would, and spoiled where asked. */
public final class LeaseFiles {
    public static final String MACHINE_ID = "0123456789abcdef0123456789abcdef";
    public static final String TENANT = "site";
    public static final Instant NOW = Instant.parse(Samples.NOW);
    public static final NamedKey DEVICE = TestKeys.device("the appliance");
    static final SigningKey LEASE_KEY = TestKeys.ed25519("the site's lease key").key();
    static final Kid KID = LeaseKeyset.siteKid((Ed25519PublicKey) LEASE_KEY.publicKey());

    private LeaseFiles() {}

    /** Names the appliance, as every bundle of a lease file must. */
    public static void named(Map<String, Object> license) {
        license.put("appliances", List.of(DEVICE.kid().value()));
    }

    /** A good one, issued at this time. */
    public static byte[] issuedAt(Instant issued) {
        return file(LeaseFiles::named, UnaryOperator.identity(), issued);
    }

    /** A good one at this time, whatever year it is, with these changes to the license. */
    public static byte[] current(Instant now, Consumer<Map<String, Object>> change) {
        return file(
                license -> {
                    named(license);
                    license.put("issuedAt", Payloads.time(now.minusSeconds(60)));
                    license.put("validUntil", Payloads.time(now.plus(Duration.ofDays(30))));
                    change.accept(license);
                },
                UnaryOperator.identity(),
                now);
    }

    static LeaseTerms terms(LicenseBundle bundle, Instant issued) {
        return LeaseRules.terms(
                bundle.terms(),
                KID,
                LeaseFile.instanceId(MachineHash.of(TENANT, bundle.terms().product(), MACHINE_ID)),
                LeaseStatus.ACTIVE,
                issued);
    }

    static byte[] file(Consumer<Map<String, Object>> license, UnaryOperator<LeaseTerms> lease, Instant issued) {
        Map<String, Object> payload = Samples.license();
        license.accept(payload);
        byte[] line = Sealer.seal(PayloadType.LICENSE, payload, List.of(TestKeys.LICENSE_A));
        LicenseBundle bundle = Samples.bundle(license);
        Lease signed = Lease.issue(lease.apply(terms(bundle, issued)), LEASE_KEY);
        return new LeaseFileDraft(TENANT, bundle, line, DEVICE.key(), (Ed25519PublicKey) LEASE_KEY.publicKey(), signed)
                .toBytes();
    }

    /** The file with its JSON changed afterwards. */
    public static byte[] changed(byte[] file, Consumer<ObjectNode> change) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode json = (ObjectNode) mapper.readTree(file);
            change.accept(json);
            return mapper.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
