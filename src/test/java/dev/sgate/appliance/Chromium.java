package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A real Chromium without a screen, led by its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://(127\\.0\\.0\\.1:[0-9]+)/");

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    /** @param folder for its profile and its log; made anew */
    Chromium(Path folder) throws IOException, InterruptedException {
        Path log = Files.createDirectories(folder).resolve("chromium.log");
        process = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        String address =
                Awaitility.await("chromium").atMost(PATIENCE).until(() -> listening(log), found -> !found.isEmpty());
        JsonNode page = JSON.readTree(client.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(pageSocket(page)), new Hearing())
                .join();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Accessibility.enable", Map.of());
    }

    private static String listening(Path log) throws IOException {
        Matcher found = LISTENING.matcher(Files.readString(log));
        return found.find() ? found.group(1) : "";
    }

    private static String pageSocket(JsonNode pages) {
        for (JsonNode page : pages) {
            if (page.path("type").asText().equals("page")) {
                return page.path("webSocketDebuggerUrl").asText();
            }
        }
        throw new IllegalStateException("chromium has no page: " + pages);
    }

    /** Puts together what comes in pieces, and hands each answer to whoever waits for it. */
    private final class Hearing implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
            text.append(piece);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void hear(String message) {
            try {
                JsonNode heard = JSON.readTree(message);
                CompletableFuture<JsonNode> waiting =
                        answers.remove(heard.path("id").asInt(-1));
                if (waiting != null) {
                    waiting.complete(heard);
                }
            } catch (IOException notJson) {
                throw new IllegalStateException(notJson);
            }
        }
    }

    /** One command of the protocol; its result. */
    JsonNode call(String method, Map<String, ?> params) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        try {
            socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", params)), true)
                    .join();
        } catch (IOException notJson) {
            throw new IllegalArgumentException(notJson);
        }
        JsonNode heard =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(heard.has("error")).as(method + " " + heard.path("error")).isFalse();
        return heard.path("result");
    }

    /** Sets the size of the window, in pixels. */
    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Whether scripts run at all. */
    void scripts(boolean run) {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** Opens an address and waits until it is there. */
    void open(String address) {
        call("Page.navigate", Map.of("url", address));
        Awaitility.await(address)
                .atMost(PATIENCE)
                .until(() -> eval("document.readyState + ' ' + location.href")
                        .asText()
                        .startsWith("complete http"));
    }

    /** What this expression comes to. */
    JsonNode eval(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        assertThat(result.has("exceptionDetails")).as(expression + " " + result).isFalse();
        return result.path("result").path("value");
    }

    /** The text that a person sees in the element with this id; empty where there is none. */
    String text(String id) {
        return eval("(function(){var e=document.getElementById('" + id + "');"
                        + "return e&&e.offsetParent!==null?e.innerText:''})()")
                .asText();
    }

    /** Waits until the element with this id shows this text. */
    void awaitText(String id, String text) {
        Awaitility.await(id + " says " + text)
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(id)).contains(text));
    }

    /** Waits until the page is there with its style, e.g. after a button loaded it anew: its text comes first. */
    void awaitWhole() {
        Awaitility.await("the page is whole")
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> eval("document.readyState").asText().equals("complete"));
    }

    /** Presses a key as a person does. */
    void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "char", "keyUp")) {
            if (!type.equals("char") || key.equals("Enter")) {
                call(
                        "Input.dispatchKeyEvent",
                        Map.of(
                                "type",
                                type,
                                "key",
                                key,
                                "code",
                                key,
                                "windowsVirtualKeyCode",
                                code,
                                "text",
                                key.equals("Enter") ? "\r" : ""));
            }
        }
    }

    /** What a screen reader is told: role and name of each node that is not ignored. */
    List<String> accessible() {
        List<String> told = new ArrayList<>();
        for (JsonNode node : call("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
            if (!node.path("ignored").asBoolean()) {
                told.add(node.path("role").path("value").asText() + ": "
                        + node.path("name").path("value").asText());
            }
        }
        return told;
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        client.close();
    }
}
