package dev.sgate.license;

import static dev.sgate.vectors.Samples.AS_IT_IS;
import static dev.sgate.vectors.Samples.bundle;
import static dev.sgate.vectors.Samples.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a good license says is what is read; what is refused stands in the vectors. */
class LicenseTermsTest {
    private static final UUID BOX = UUID.fromString("5d1f7c0e-2b1a-4e3d-8c6b-7a9f8e0d1c2b");
    private static final byte[] JOURNAL_KEY = Arrays.copyOf(new byte[] {9}, 32);

    @Test
    void whatIsAbsentHasItsDefault() {
        LicenseTerms terms = bundle(AS_IT_IS).terms();
        assertThat(terms.site()).isEmpty();
        assertThat(terms.appliances()).isEmpty();
        assertThat(terms.activateBy()).isEmpty();
        assertThat(terms.pool()).isEqualTo(new Pool(2, List.of(), 0));
        assertThat(terms.policy()).isEqualTo(Policy.DEFAULT);
        assertThat(terms.policy().warnDays()).isEqualTo(7);
        assertThat(terms.policy().crlMaxAgeDays()).isEqualTo(14);
        assertThat(terms.policy().rotationHours()).isEqualTo(72);
        assertThat(terms.policy().clockToleranceSeconds()).isEqualTo(3600);
        assertThat(terms.policy().maxOfflineDays()).isEqualTo(15);
        assertThat(terms.policy().uptimeClock()).isFalse();
        assertThat(terms.policy().confirmByPerson()).isFalse();
        assertThat(terms.policy().fallback()).isFalse();
        assertThat(terms.acks()).isEmpty();
        assertThat(terms.updateEnvelope()).isEmpty();
    }

    @Test
    void everyFieldIsRead() {
        LicenseTerms terms = bundle(LicenseTermsTest::full).terms();
        assertThat(terms.site()).isEqualTo("north");
        assertThat(terms.appliances().orElseThrow()).containsExactly(new Sha256(Samples.digest("device")));
        assertThat(terms.pool().devices()).containsExactly(new Fingerprint(new Sha256(Samples.digest("seat"))));
        assertThat(terms.pool().epoch()).isEqualTo(3);
        assertThat(terms.policy().uptimeClock()).isTrue();
        assertThat(terms.policy().confirmByPerson()).isTrue();
        assertThat(terms.policy().graceHours()).contains(0L);
        assertThat(terms.acks()).containsEntry(BOX, new LicenseTerms.Ack(17, new Sha256(Samples.digest("17"))));
        assertThat(terms.journalKey().orElseThrow().keyid()).isEqualTo("desk");
        assertThat(terms.journalKey().orElseThrow().x25519()).hasSize(32);
        assertThat(terms.updateEnvelope().orElseThrow()).isEqualTo(new byte[] {'{', '}'});
        assertThat(terms.crl().number()).isEqualTo(7);
    }

    private static void full(Map<String, Object> license) {
        license.put("site", "north");
        license.put("appliances", List.of(Samples.digest("device")));
        license.put("activateBy", Samples.NOW);
        in(license, "pool").put("devices", List.of(Samples.digest("seat"), Samples.digest("seat")));
        in(license, "pool").put("epoch", 3);
        license.put("policy", Samples.members("clock", "uptime", "confirm", "manual", "graceHours", 0));
        license.put("ack", Samples.members(BOX.toString(), Samples.members("seq", 17, "head", Samples.digest("17"))));
        license.put(
                "journalKey",
                Samples.members("keyid", "desk", "x25519", Base64.getEncoder().encodeToString(JOURNAL_KEY)));
        license.put("update", "e30");
    }

    /** What the desk writes, a reader reads back as the same. */
    @Test
    void termsAreWrittenAsTheyAreRead() {
        List<Consumer<Map<String, Object>>> samples = List.of(AS_IT_IS, LicenseTermsTest::full);
        for (Consumer<Map<String, Object>> sample : samples) {
            LicenseTerms terms = bundle(sample).terms();
            LicenseTerms back = bundle(license -> {
                        license.clear();
                        license.putAll(terms.toPayload());
                    })
                    .terms();
            assertThat(back.toPayload().toString()).isEqualTo(terms.toPayload().toString());
            assertThat(back.policy()).isEqualTo(terms.policy());
            assertThat(back.pool()).isEqualTo(terms.pool());
            assertThat(back.validUntil()).isEqualTo(terms.validUntil());
        }
    }

    @Test
    void aFingerprintIgnoresWhiteSpaceAroundTheMachineId() {
        Fingerprint plain = Fingerprint.ofMachineId("0123456789abcdef0123456789abcdef");
        assertThat(Fingerprint.ofMachineId(" 0123456789abcdef0123456789abcdef\n"))
                .isEqualTo(plain);
        assertThat(plain.hex()).isEqualTo(Samples.digest("sgate-device-v1|0123456789abcdef0123456789abcdef"));
    }
}
