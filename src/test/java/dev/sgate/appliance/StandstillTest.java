package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.appliance.local.Asking;
import dev.sgate.appliance.local.Question;
import dev.sgate.appliance.local.Reply;
import dev.sgate.host.LocalSocket;
import dev.sgate.station.LogEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandstillTest {
    private static final Trouble TROUBLE =
            new Trouble(LogEvent.CANNOT_WORK, "no right to use <b>/state", "chown it & reload");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Map<String, String> given = new HashMap<>();

    @BeforeEach
    void makeASite() throws IOException {
        ApplianceLog.install(new PrintStream(log, true, StandardCharsets.US_ASCII), true);
        given.put("state", Files.createDirectory(folder.resolve("state")).toString());
        given.put("media", Files.createDirectory(folder.resolve("media")).toString());
        given.put("socket", folder.resolve("s").toString());
        try (ServerSocket free = new ServerSocket(0)) {
            given.put("lease.listen", "127.0.0.1:" + free.getLocalPort());
        }
    }

    @AfterEach
    void giveTheLogBack() {
        ApplianceLog.install(System.err, false);
    }

    private Settings settings() throws BadSetting {
        return Settings.of(given);
    }

    private CompletableFuture<Void> hold(Standstill standstill) {
        return CompletableFuture.runAsync(() -> {
            try {
                standstill.hold(Vigil.begin(Map.of()), this::settings);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whoeverAsksIsToldWhyAndWhatToDo() throws Exception {
        Standstill standstill = new Standstill(TROUBLE, Optional.of(settings()));
        CompletableFuture<Void> held = hold(standstill);
        Awaitility.await().until(() -> LocalSocket.isServed(folder.resolve("s")));
        Reply reply = new Asking(folder.resolve("s"))
                .ask(Question.check(Optional.empty(), false))
                .orElseThrow();
        assertThat(reply.exitCode()).isEqualTo(1);
        assertThat(reply.text()).first().isEqualTo("cannot work: no right to use <b>/state");
        assertThat(reply.text()).last().asString().contains("chown it & reload");
        HttpResponse<String> page = page();
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("no right to use &lt;b&gt;/state").contains("chown it &amp; reload");
        assertThat(held).isNotDone();
        standstill.again();
        held.get(10, TimeUnit.SECONDS);
        assertThat(LocalSocket.isServed(folder.resolve("s"))).isFalse();
        assertThat(log.toString(StandardCharsets.US_ASCII).lines())
                .containsExactly(
                        "<3>the appliance cannot work; nothing was started and nothing is lost why=\"no right to use"
                                + " <b>/state\" next=\"chown it & reload\"");
        assertThat(folder.resolve("state")).isEmptyDirectory();
    }

    /** It was taken for a change that somebody made, and the daemon was started anew every five seconds. */
    @Test
    void theSocketInTheStateFolderIsNoChange() throws Exception {
        given.remove("socket");
        Standstill standstill = new Standstill(TROUBLE, Optional.of(settings()));
        CompletableFuture<Void> held = hold(standstill);
        Awaitility.await().until(() -> LocalSocket.isServed(folder.resolve("state/sgate.sock")));
        assertThatThrownBy(() -> held.get(7, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        standstill.again();
        held.get(10, TimeUnit.SECONDS);
    }

    /** The kiosk's browser looks there also where the lease service is for other machines. */
    @Test
    void thePageIsWhereTheKioskLooks() throws Exception {
        String kiosk = given.getOrDefault("lease.listen", "");
        given.put("lease.listen", "192.0.2.1:7420");
        given.put("page.listen", kiosk);
        hasItsPageAt(kiosk);
    }

    @Test
    void alsoWhereTheLeaseServiceIsOnAllNetworks() throws Exception {
        String kiosk = given.getOrDefault("lease.listen", "");
        given.put("lease.listen", kiosk.replace("127.0.0.1", "0.0.0.0"));
        hasItsPageAt(kiosk);
    }

    /** With a lease service for other machines, too. */
    private void hasItsPageAt(String kiosk) throws Exception {
        given.put("lease.sdkKeySha256", "0".repeat(64));
        given.put("lease.networks", "192.0.2.0/24");
        Standstill standstill = new Standstill(TROUBLE, Optional.of(settings()));
        CompletableFuture<Void> held = hold(standstill);
        assertThat(page(kiosk).body()).contains("SGate cannot work");
        standstill.again();
        held.get(10, TimeUnit.SECONDS);
    }

    private HttpResponse<String> page() throws Exception {
        return page(given.getOrDefault("lease.listen", ""));
    }

    private static HttpResponse<String> page(String listen) throws Exception {
        URI address = URI.create("http://" + listen + "/");
        return Awaitility.await()
                .ignoreExceptions()
                .until(
                        () -> HttpClient.newHttpClient()
                                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()),
                        answer -> true);
    }

    /** Else a daemon by hand would take the place of the one that works. */
    @Test
    void whereAnotherDaemonAnswersItKeepsItsSocket() throws Exception {
        try (LocalSocket other = LocalSocket.open(folder.resolve("s"), (question, user) -> new byte[] {'1'})) {
            Standstill standstill = new Standstill(TROUBLE, Optional.of(settings()));
            CompletableFuture<Void> held = hold(standstill);
            page();
            standstill.again();
            held.get(10, TimeUnit.SECONDS);
            assertThat(LocalSocket.isServed(folder.resolve("s"))).isTrue();
            assertThat(other).isNotNull();
        }
    }

    @Test
    void itEndsWhenSomebodyHasChangedSomething() throws Exception {
        CompletableFuture<Void> held = hold(new Standstill(TROUBLE, Optional.empty()));
        Awaitility.await().until(() -> log.size() > 0);
        Files.createFile(folder.resolve("state").resolve("put right"));
        held.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aGlanceNoticesWhatAStartDependsOn() throws Exception {
        Surroundings first = Surroundings.look(this::settings);
        assertThat(Surroundings.look(this::settings)).isEqualTo(first);
        given.put("language", "xx");
        Surroundings wrong = Surroundings.look(this::settings);
        assertThat(wrong.seen()).singleElement().asString().contains("language");
        given.put("language", "de");
        Surroundings right = Surroundings.look(this::settings);
        assertThat(right).isNotEqualTo(first).isNotEqualTo(wrong);
        Files.delete(folder.resolve("media"));
        assertThat(Surroundings.look(this::settings)).isNotEqualTo(right);
    }

    @Test
    void eachTroubleComesWithARemedy() {
        Optional<Path> state = Optional.of(Path.of("/var/lib/sgate"));
        assertThat(Trouble.of(new BadSetting("language", "no such"), Optional.empty()))
                .returns(LogEvent.BAD_SETTING, Trouble::event)
                .returns("setting language: no such", Trouble::what)
                .extracting(Trouble::next)
                .asString()
                .contains("/etc/sgate/sgate.properties");
        assertThat(Trouble.of(new AccessDeniedException("/var/lib/sgate/sgate.db"), state))
                .returns("no right to use /var/lib/sgate/sgate.db", Trouble::what)
                .extracting(Trouble::next)
                .asString()
                .contains("chown -R sgate: /var/lib/sgate");
        assertThat(Trouble.of(new RoutesRefused(List.of(new RouteFault(Path.of("x.xml"), 3, "wrong"))), state))
                .returns(LogEvent.ROUTES_REFUSED, Trouble::event)
                .extracting(Trouble::what)
                .asString()
                .contains("x.xml:3");
        assertThat(Trouble.of(new IOException("no machine-id"), state).what()).contains("no machine-id");
    }
}
