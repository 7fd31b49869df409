package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sgate.station.leasing.LeaseAnswer.Released;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose machines are answered, by address alone and over real sockets. */
class NetworksTest {
    private static final String DEACTIVATE = "/acme/notes/deactivate";
    private static final String BODY = "{\"license_key\":\"K\",\"instance_id\":\"i\"}";

    private final ScriptedLeasing leasing = new ScriptedLeasing();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.7.0/24 | 192.168.7.255 | true",
                "192.168.7.0/24 | 192.168.8.0 | false",
                "192.168.7.99/24 | 192.168.7.1 | true",
                "10.1.0.0/15 | 10.0.255.255 | true",
                "10.1.0.0/15 | 10.2.0.0 | false",
                "10.1.2.3 | 10.1.2.3 | true",
                "10.1.2.3 | 10.1.2.2 | false",
                "0.0.0.0/0 | 203.0.113.9 | true",
                "0.0.0.0/0 | fd00::1 | false",
                "fd00:7::/64 | fd00:7::ffff:1 | true",
                "fd00:7::/64 | fd00:7:0:1::1 | false",
                "fd00:7::/63 | fd00:7:0:1::1 | true",
                "fd00:7::1 | fd00:7::2 | false",
                "::ffff:10.0.0.0/8 | 10.9.9.9 | true",
                "10.0.0.0/8 | ::ffff:10.9.9.9 | true",
                "10.0.0.0/8, fd00::/8 | fd12::1 | true",
                "10.0.0.0/8 | ::1 | true",
                "10.0.0.0/8 | 127.8.9.1 | true",
            })
    void anAddressIsInANetworkByItsLeadingBits(String networks, String address, boolean admitted) {
        assertThat(Networks.parse(networks).orElseThrow().admits(address(address)))
                .isEqualTo(admitted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8,",
                "plant.example/8",
                "fd00::/129",
                "10.0.0/8"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThat(Networks.parse(text)).isEmpty();
    }

    @Test
    void aForeignNetworkIsToldNoAndReachesNothing() throws IOException {
        Optional<InetAddress> own = ownAddress();
        assumeTrue(own.isPresent(), "an address that is not loopback");
        try (HttpService service = open(own.get(), Networks.NONE)) {
            Wire.Reply reply = new Wire(service.address()).post(DEACTIVATE, BODY);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.error()).contains("network");
            assertThat(leasing.asked()).isEmpty();
            assertThat(leasing.turnedAway())
                    .containsExactly("network " + own.get().getHostAddress());
        }
        Networks ofTheSite = Networks.parse(own.get().getHostAddress() + "/30").orElseThrow();
        try (HttpService service = open(own.get(), ofTheSite)) {
            assertThat(new Wire(service.address()).post(DEACTIVATE, BODY).status())
                    .isEqualTo(200);
            assertThat(leasing.lastCaller().address()).isEqualTo(own.get().getHostAddress());
        }
    }

    @Test
    void anAddressOfSixteenBytesIsServed() throws IOException {
        InetAddress six = address("::1");
        assumeTrue(canListen(six), "IPv6 on this machine");
        try (HttpService service = open(six, Networks.NONE)) {
            String head = "POST " + DEACTIVATE + " HTTP/1.1\r\nHost: [::1]:"
                    + service.address().getPort() + "\r\nConnection: close\r\nContent-Length: " + BODY.length()
                    + "\r\n\r\n";
            assertThat(new Wire(service.address())
                            .raw(head, BODY.getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(200);
            assertThat(leasing.lastCaller().address()).isEqualTo("0:0:0:0:0:0:0:1");
        }
    }

    private HttpService open(InetAddress address, Networks networks) throws IOException {
        leasing.answers(new Released());
        ServiceTerms terms =
                new ServiceTerms(new InetSocketAddress(address, 0), Optional.empty(), networks, HostNames.NONE);
        return HttpService.open(terms, leasing, () -> new byte[0], (what, cause) -> {});
    }

    private static InetAddress address(String text) {
        return Addresses.literal(text).orElseThrow();
    }

    private static boolean canListen(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    /** An address of this machine that other machines could ask. */
    private static Optional<InetAddress> ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
                .filter(NetworksTest::canListen)
                .findFirst();
    }
}
