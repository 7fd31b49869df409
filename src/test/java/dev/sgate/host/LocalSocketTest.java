package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSocketTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void path() {
        path = folder.resolve("sgate.sock");
    }

    @Test
    void oneLineIsAnsweredWithOneLineAndTheKernelSaysWhoAsked() throws Exception {
        try (LocalSocket socket = open()) {
            assertThat(ask("hello")).isEqualTo(System.getProperty("user.name") + " said hello");
            assertThat(ask("again")).endsWith("again");
            assertThat(socket).isNotNull();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aLongLineGoesThroughWhole() throws Exception {
        String question = "x".repeat(200_000);
        try (LocalSocket socket = open()) {
            assertThat(ask(question)).endsWith(question);
            assertThat(socket).isNotNull();
        }
    }

    @Test
    void aSocketOfADeadDaemonIsReplaced() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (LocalSocket socket = open()) {
            assertThat(ask("hello")).endsWith("hello");
            assertThat(socket).isNotNull();
        }
    }

    /** A setting may name any file by mistake. */
    @Test
    void anotherFileInItsPlaceIsLeftAlone() throws Exception {
        Files.writeString(path, "somebody's work");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        assertThat(path).hasContent("somebody's work");
    }

    @Test
    void nobodyListens() {
        assertThatThrownBy(() -> ask("hello")).isInstanceOf(IOException.class);
    }

    /** Fewer than all threads hang on to theirs; one question more gets through at once. */
    @Test
    void whoAsksTooSlowlyIsCutOffAndHarmsNobody() throws Exception {
        List<SocketChannel> slow = new ArrayList<>();
        try (LocalSocket socket = open()) {
            for (int i = 0; i < 7; i++) {
                SocketChannel one = SocketChannel.open(UnixDomainSocketAddress.of(path));
                one.write(ByteBuffer.wrap(new byte[] {'a'}));
                slow.add(one);
            }
            assertThat(ask("hello")).endsWith("hello");
            for (SocketChannel one : slow) {
                assertThat(one.read(ByteBuffer.allocate(1))).as("cut off").isEqualTo(-1);
            }
            assertThat(ask("after")).endsWith("after");
            assertThat(socket).isNotNull();
        } finally {
            for (SocketChannel one : slow) {
                one.close();
            }
        }
    }

    /** A slow disk is ours: whoever asked in time gets the answer, however long we took to make it. */
    @Test
    void theTimeThatOurOwnWorkTakesIsNotTheClients() throws Exception {
        try (LocalSocket socket = LocalSocket.open(path, (question, user) -> slowly(question))) {
            assertThat(ask("hello")).isEqualTo("hello");
            assertThat(socket).isNotNull();
        }
    }

    private static byte[] slowly(byte[] question) {
        try {
            Thread.sleep(LocalSocket.TIME_LIMIT.plusMillis(200)); // the work itself, not a wait for something
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return question;
    }

    @Test
    void aLineThatNeverEndsIsCutOff() throws Exception {
        try (LocalSocket socket = open()) {
            assertThatThrownBy(() -> ask("x".repeat(LocalSocket.LINE_MAX_BYTES + 1)))
                    .isInstanceOf(IOException.class);
            assertThat(ask("after")).endsWith("after");
            assertThat(socket).isNotNull();
        }
    }

    private LocalSocket open() throws IOException {
        return LocalSocket.open(
                path,
                (question, user) -> (user + " said " + new String(question, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String ask(String question) throws IOException {
        return new String(
                LocalSocket.ask(path, question.getBytes(StandardCharsets.UTF_8), LIMIT), StandardCharsets.UTF_8);
    }
}
