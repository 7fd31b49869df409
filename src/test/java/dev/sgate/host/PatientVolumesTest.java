package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stick that does not answer ends as {@code stalled}, and holds nobody up for longer than the patience (THREATS M9). */
@Timeout(60)
class PatientVolumesTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Mount MOUNT = new Mount(Path.of("/nowhere/stick"), "key", "", Mount.FOLDER, Set.of());
    private static final Path NAME = Path.of("file");

    private final CountDownLatch letGo = new CountDownLatch(1);
    private final Stick stick = new Stick();

    @AfterEach
    void letGo() {
        letGo.countDown();
    }

    private Volume volume(Duration patience) {
        return new PatientVolumes(mount -> stick, patience).open(MOUNT);
    }

    /** Hangs at what it is told to, until the test lets it go, and takes no interruption for an answer. */
    private final class Stick implements Volume {
        final List<String> done = Collections.synchronizedList(new ArrayList<>());
        volatile String hangsAt = "";
        final ByteArrayOutputStream written = new ByteArrayOutputStream();

        private void at(String what) {
            boolean hung = what.equals(hangsAt);
            while (hung && letGo.getCount() > 0) {
                try {
                    letGo.await();
                } catch (InterruptedException uninterruptible) {
                    done.add("interrupted");
                }
            }
            done.add(what);
        }

        @Override
        public Listing list(int namesMax, int candidatesMax) {
            at("list");
            return new Listing.Names(List.of(NAME), 0, true);
        }

        @Override
        public InputStream read(Path name, long fromByte) {
            at("open");
            InputStream content = new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8));
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    at("read");
                    return content.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    at("read");
                    return content.read(bytes, offset, length);
                }

                @Override
                public void close() {
                    at("close");
                }
            };
        }

        @Override
        public boolean isThere() {
            at("isThere");
            return true;
        }

        @Override
        public boolean makeWritable() throws IOException {
            at("makeWritable");
            throw new IOException("bad sector");
        }

        @Override
        public Optional<InputStream> readOwn(String name) {
            return Optional.of(read(NAME, 0));
        }

        @Override
        public Verdict<String> write(String name, Content content) throws IOException {
            at("write");
            content.writeTo(written);
            at("sync");
            return Verdict.accepted(name);
        }

        @Override
        public boolean release() {
            at("release");
            return true;
        }
    }

    @Test
    void whatAnswersIsPassedOn() throws IOException {
        Volume volume = volume(LONG);
        assertThat(volume.list(10, 10)).isEqualTo(new Volume.Listing.Names(List.of(NAME), 0, true));
        try (InputStream in = volume.read(NAME, 0)) {
            assertThat(in.read()).isEqualTo('c');
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ontent");
        }
        try (InputStream own = volume.readOwn("file").orElseThrow()) {
            assertThat(own.readAllBytes()).hasSize(7);
        }
        assertThat(volume.isThere()).isTrue();
        assertThat(volume.write("file", out -> out.write('x'))).isEqualTo(Verdict.accepted("file"));
        assertThat(stick.written.toString(StandardCharsets.UTF_8)).isEqualTo("x");
        assertThat(volume.release()).isTrue();
        assertThat(stick.done).contains("close");
    }

    @Test
    void itsOwnFailureIsNotCalledStalled() {
        assertThatThrownBy(() -> volume(LONG).makeWritable())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Volume.Stalled.class)
                .hasMessage("bad sector");
    }

    @Test
    void aReadThatHangsEndsAndNothingIsAskedAnyMore() throws IOException {
        stick.hangsAt = "read";
        Volume volume = volume(SHORT);
        long begun = System.nanoTime();
        try (InputStream in = volume.read(NAME, 0)) {
            assertThatThrownBy(() -> in.read(new byte[10]))
                    .isInstanceOfSatisfying(
                            Volume.Stalled.class,
                            stalled -> assertThat(stalled.refusal().code()).isEqualTo(RefusalCode.STALLED));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, LONG);
        assertThat(volume.isThere()).isFalse();
        assertThatThrownBy(() -> volume.list(10, 10)).isInstanceOf(Volume.Stalled.class);
        assertThatThrownBy(() -> volume.write("file", out -> {})).isInstanceOf(Volume.Stalled.class);
        assertThatThrownBy(volume::release).isInstanceOf(Volume.Stalled.class);
        letGo.countDown();
        Awaitility.await().until(() -> stick.done.contains("read"));
        assertThat(stick.done).doesNotContain("list", "write", "release");
    }

    @Test
    void aStickThatHangsWhenItIsFirstLookedAtHoldsUpNoOther() throws IOException {
        PatientVolumes volumes = new PatientVolumes(
                mount -> {
                    stick.at("opened");
                    return stick;
                },
                SHORT);
        stick.hangsAt = "opened";
        Volume hung = volumes.open(MOUNT);
        assertThatThrownBy(() -> hung.list(10, 10)).isInstanceOf(Volume.Stalled.class);
        stick.hangsAt = "";
        assertThat(volumes.open(MOUNT).isThere()).isTrue();
    }

    /** Ten parts, each within the patience, all together far beyond it. */
    @Test
    void aSlowStickThatTakesByteAfterByteIsNotGivenUp() throws IOException {
        Duration patience = Duration.ofSeconds(2);
        Verdict<String> written = volume(patience).write("file", out -> {
            for (int part = 0; part < 10; part++) {
                pause(Duration.ofMillis(300));
                out.write(part);
            }
        });
        assertThat(written).isEqualTo(Verdict.accepted("file"));
        assertThat(stick.written.size()).isEqualTo(10);
    }

    /** A machine that takes its time with its own part of the work; nothing else is awaited here. */
    private static void pause(Duration time) throws InterruptedIOException {
        try {
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts down");
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Test
    void whatComesBackAfterItWasGivenUpWritesNothingMore() {
        stick.hangsAt = "write";
        Volume volume = volume(SHORT);
        assertThatThrownBy(() -> volume.write("file", out -> out.write('x'))).isInstanceOf(Volume.Stalled.class);
        Awaitility.await().until(() -> stick.done.contains("interrupted"));
        letGo.countDown();
        Awaitility.await().until(() -> stick.done.contains("write"));
        assertThat(stick.written.size()).isZero();
        assertThat(stick.done).doesNotContain("sync");
    }

    @Test
    void whoeverIsStoppedDoesNotWait() throws Exception {
        stick.hangsAt = "list";
        Volume volume = volume(LONG);
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            try {
                volume.list(10, 10);
            } catch (IOException e) {
                thrown.add(e);
            }
        });
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
        assertThat(thrown).singleElement().isInstanceOf(InterruptedIOException.class);
    }
}
