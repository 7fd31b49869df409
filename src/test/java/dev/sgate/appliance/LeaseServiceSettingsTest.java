package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.appliance.http.ServiceTerms;
import dev.sgate.station.leasing.LeaseSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseServiceSettingsTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    /** A value for every setting, none of them the default. */
    static final Map<String, String> EVERY_ONE = Map.of(
            "lease.listen", "192.168.7.2:7421",
            "page.listen", "127.0.0.1:7430",
            "lease.tenant", "works-2",
            "lease.sdkKeySha256", DIGEST,
            "lease.networks", "192.168.7.0/24, fd00:7::/64",
            "lease.hosts", "Licenses.plant.example, gate",
            "lease.reclaimDays", "60",
            "lease.newSeatsADay", "9");

    @Test
    void isThereForThisMachineAloneUnlessMoreIsAsked() throws BadSetting {
        LeaseServiceSettings settings = LeaseServiceSettings.of(Map.of());
        ServiceTerms service = settings.service().orElseThrow();
        assertThat(service.isLoopback()).isTrue();
        assertThat(service.listen().getPort()).isEqualTo(7420);
        assertThat(service.sdkKey()).isEmpty();
        assertThat(settings.leasing()).isEqualTo(LeaseSettings.DEFAULT);
    }

    @Test
    void everySettingSet() throws BadSetting {
        assertThat(EVERY_ONE.keySet()).isEqualTo(LeaseServiceSettings.DEFAULTS.keySet());
        LeaseServiceSettings settings = LeaseServiceSettings.of(EVERY_ONE);
        ServiceTerms service = settings.service().orElseThrow();
        assertThat(service.isLoopback()).isFalse();
        assertThat(service.listen().toString()).contains("192.168.7.2:7421");
        assertThat(service.sdkKey().orElseThrow().digest().hex()).isEqualTo(DIGEST);
        assertThat(service.networks().ranges()).hasSize(2);
        assertThat(service.hosts().names()).containsExactlyInAnyOrder("licenses.plant.example", "gate");
        assertThat(settings.leasing()).isEqualTo(new LeaseSettings("works-2", Duration.ofDays(60), 9));
        assertThat(settings.ownPage().orElseThrow().toString()).contains("127.0.0.1:7430");
    }

    /** The page is for this machine alone, wherever applications ask. */
    @Test
    void thePageHasAServiceOfItsOwnWhereTheLeaseServiceIsNotReachedFromWithin() throws BadSetting {
        assertThat(LeaseServiceSettings.of(Map.of()).ownPage()).isEmpty();
        Map<String, String> given = new HashMap<>(EVERY_ONE);
        given.put("page.listen", "");
        assertThat(LeaseServiceSettings.of(given).ownPage().orElseThrow().toString())
                .contains("127.0.0.1:7421");
        given.put("lease.listen", "0.0.0.0:7421");
        assertThat(LeaseServiceSettings.of(given).ownPage()).isEmpty();
        given.put("lease.listen", "");
        assertThat(LeaseServiceSettings.of(given).ownPage()).isEmpty();
        given.put("page.listen", "127.0.0.1:7420");
        assertThat(LeaseServiceSettings.of(given).ownPage()).isPresent();
        given.put("lease.listen", "127.0.0.1:7420");
        assertThat(LeaseServiceSettings.of(given).ownPage())
                .as("with the lease service")
                .isEmpty();
        given.put("page.listen", "192.168.7.2:7420");
        assertThatThrownBy(() -> LeaseServiceSettings.of(given))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("of this machine alone");
    }

    @Test
    void anEmptyAddressSwitchesItOff() throws BadSetting {
        assertThat(LeaseServiceSettings.of(Map.of("lease.listen", "")).service())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lease.sdkKeySha256", "lease.networks"})
    void anAddressThatOthersReachNeedsBothKeyAndNetworks(String missing) {
        Map<String, String> given = new HashMap<>(EVERY_ONE);
        for (String listen : new String[] {"192.168.7.2:7420", "0.0.0.0:7420", "[::]:7420"}) {
            given.put("lease.listen", listen);
            given.put(missing, "");
            assertThatThrownBy(() -> LeaseServiceSettings.of(given))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageStartingWith("setting " + missing + ": is needed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lease.listen, localhost:7420, must be an address with a port",
        "lease.listen, 127.0.0.1, must be an address with a port",
        "lease.listen, 127.0.0.1:99999, must be an address with a port",
        "lease.listen, ::1:7420, must be an address with a port",
        "lease.tenant, Works, is made of",
        "lease.tenant, a/b, is made of",
        "lease.sdkKeySha256, sdk_live_x, must be the key's SHA-256",
        "lease.networks, 10.0.0.0/33, must be networks",
        "lease.networks, plant.example, must be networks",
        "lease.networks, '10.0.0.0/8,', must be networks",
        "lease.hosts, http://gate, this is no host name",
        "lease.reclaimDays, 0, must be a number",
        "lease.newSeatsADay, many, must be a number"
    })
    void aMistakeNamesTheSettingAndTheReason(String name, String value, String reason) {
        assertThatThrownBy(() -> LeaseServiceSettings.of(Map.of(name, value)))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("setting " + name + ": ")
                .hasMessageContaining(reason);
    }
}
