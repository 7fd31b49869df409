package dev.sgate.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vectors.Samples;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEST0-TEST1-TEST2-TEST3-TEST4",
                "test0-test1-test2-test3-test4",
                "TEST0TEST1TEST2TEST3TEST4",
                "  TEST0 TEST1\tTEST2\r\nTEST3 TEST4\n",
                "\uFEFFTEST0\u00a0TEST1\u2003TEST2\u3000TEST3\u2028TEST4\u0085",
            })
    void howItIsTypedDoesNotCount(String typed) {
        assertThat(new LicenseKey(typed).normalised()).isEqualTo("TEST0TEST1TEST2TEST3TEST4");
        assertThat(new LicenseKey(typed).hash().hex()).isEqualTo(Samples.LICENSE_KEY_HASH);
    }

    /** Only U+002D is a hyphen, only White_Space is white: U+200B and U+2010 are part of the key. */
    @ParameterizedTest
    @ValueSource(strings = {"A\u2010B", "A\u200bB", "A_B", "A\u180eB", "A.B"})
    void otherCharactersCount(String typed) {
        assertThat(new LicenseKey(typed).normalised()).isEqualTo(typed);
    }

    @Test
    void upperCaseIsTheRootLocales() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(new LicenseKey("i\u00df").normalised()).isEqualTo("ISS");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void newKeysAreReadableAndDiffer() {
        SecureRandom random = new SecureRandom();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            LicenseKey key = LicenseKey.generate(random);
            assertThat(key.written()).matches("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}");
            assertThat(key.normalised()).isEqualTo(key.written().replace("-", ""));
            keys.add(key.written());
        }
        assertThat(keys).hasSize(1000);
    }

    @Test
    void doesNotPrintItself() {
        assertThat(new LicenseKey("TEST0-TEST1").toString()).doesNotContain("TEST0");
    }
}
