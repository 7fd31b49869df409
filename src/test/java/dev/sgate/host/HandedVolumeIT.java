package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sgate.seal.Verdict;
import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A writer in a process and a mount namespace of its own does what this process could not. It is one thing: one writer, and a stick
 * as the writer leaves it.
 */
class HandedVolumeIT extends VolumeContract {
    private WriterSocket socket;

    @BeforeEach
    void listen() throws IOException {
        socket = WriterSocket.listen(Files.createDirectory(temp.resolve("writer")), media(), "root");
    }

    @AfterEach
    void stop() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    Volume open(LoopVolume stick) throws IOException {
        return new HandedVolumes(mounts(), socket.path()).open(stick.seenBy(mounts()));
    }

    private MountedDisk disk(LoopVolume stick) throws IOException {
        return mounts().disk(stick.seenBy(mounts())).orElseThrow();
    }

    private StickTalk call() throws IOException {
        return new StickTalk(SocketChannel.open(UnixDomainSocketAddress.of(socket.path())), Duration.ofSeconds(60));
    }

    private StickTalk call(LoopVolume stick) throws IOException {
        StickTalk talk = call();
        MountedDisk disk = disk(stick);
        talk.say(StickWords.OPEN, disk.name(), disk.device(), disk.diskSequence());
        return talk;
    }

    @Test
    void forEverybodyElseTheStickStaysReadOnly() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Volume volume = open(stick);
            assertThat(volume.makeWritable()).isTrue();

            assertThat(stick.seenBy(mounts()).isReadOnly()).isTrue();
            assertThatThrownBy(() -> Files.writeString(stick.directory().resolve("a"), "x"))
                    .hasMessageContaining("Read-only file system");
            assertThat(volume.release()).isTrue();
            socket.awaitQuiet();
            assertThat(socket.log()).isEmpty();
            assertThat(socket.notes()).isEmpty();
        }
    }

    @Test
    void whatIsWrittenToSomebodysExt4CanBeReadThere() throws IOException {
        try (LoopVolume stick = stick("stick").mount(media().resolve("k1"))) {
            LoopVolume.run("chown", "1234:1234", stick.directory().toString());
            LoopVolume.run("chmod", "700", stick.directory().toString());
            LoopVolume.run("mount", "-o", "remount,ro", stick.directory().toString());
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isTrue();
            assertThat(volume.write(RECEIPT, content("x"))).isInstanceOf(Verdict.Accepted.class);
            assertThat(volume.release()).isTrue();

            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(stick.directory().resolve(RECEIPT))))
                    .isEqualTo("rw-r--r--");
        }
    }

    @Test
    void noOtherNameIsWritten() throws IOException {
        List<String> hostile = List.of(
                "",
                "..",
                "../sgate-receipt-0a1b2c3d.txt",
                "/etc/passwd",
                "autorun.inf",
                "journal-2026.sgsync",
                "journal-20260101.sgsync/../x",
                "journal-20260101-99999.sgsync",
                "SGATE-RECEIPT-0A1B2C3D.TXT",
                "sgate-receipt-0a1b2c3d.exe",
                "sgate-receipt-0a1b2c3d.txt ",
                ".sgate-00.tmp",
                "trust.sgtrust");
        try (LoopVolume stick = pluggedIn();
                StickTalk talk = call(stick)) {
            assertThat(talk.hear()).contains(List.of(StickWords.READY));
            for (String name : hostile) {
                talk.say(StickWords.WRITE, name);
                talk.sending().close();
                assertThat(talk.hear().orElseThrow()).as(name).startsWith(StickWords.FAILED);
            }
            talk.say(StickWords.RELEASE);
            assertThat(talk.hear()).contains(List.of(StickWords.RELEASED));
            assertThat(names(stick.directory())).isEmpty();
        }
    }

    @Test
    void aFileWithoutEndIsNotTakenAndTheStickIsReadOnlyAgain() throws IOException {
        try (LoopVolume stick = pluggedIn();
                StickTalk talk = call(stick)) {
            assertThat(talk.hear()).contains(List.of(StickWords.READY));
            talk.say(StickWords.WRITE, JOURNAL);
            assertThatThrownBy(() -> {
                        try (var out = talk.sending()) {
                            for (int i = 0; i < 64; i++) {
                                out.write(new byte[1 << 20]);
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);

            socket.awaitQuiet();
            assertThat(names(stick.directory())).isEmpty();
            assertThat(isSafe(stick)).isTrue();
            assertThat(socket.log()).contains("longer than any file of ours");
        }
    }

    @Test
    void onlyTheDaemonsUserIsServed() throws IOException {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        try (WriterSocket others = WriterSocket.listen(elsewhere, media(), "nobody");
                LoopVolume stick = pluggedIn()) {
            Volume volume = new HandedVolumes(mounts(), others.path()).open(stick.seenBy(mounts()));

            assertThatThrownBy(volume::makeWritable).isInstanceOf(IOException.class);

            others.awaitQuiet();
            assertThat(others.log()).contains("user root asked, and only nobody may");
            assertThat(isSafe(stick)).isTrue();
        }
    }

    @Test
    void aStickOfAnotherNumberIsNotTheOneThatWasMeant() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            MountedDisk disk = disk(stick);
            for (MountedDisk other : List.of(
                    new MountedDisk("k2", disk.device(), disk.diskSequence(), false),
                    new MountedDisk(disk.name(), "8:1", disk.diskSequence(), false),
                    new MountedDisk(disk.name(), disk.device(), "1" + disk.diskSequence(), false),
                    new MountedDisk("..", disk.device(), disk.diskSequence(), false))) {
                assertThatThrownBy(() -> WriterCall.open(socket.path(), other))
                        .hasMessage("that stick is not there any more");
            }
            assertThat(isSafe(stick)).isTrue();
        }
    }

    @Test
    void aMountOnWhichProgramsCouldRunIsNotWrittenTo() throws IOException {
        try (LoopVolume stick = stick("stick").mountBare(media().resolve("k1"), "ro")) {
            assertThatThrownBy(() -> open(stick).makeWritable()).hasMessageContaining("not mounted as it should be");
            assertThat(isSafe(stick)).isTrue();
        }
    }

    @Test
    void oneStickHasOneWriterAndTwoSticksHaveTwo() throws IOException {
        try (LoopVolume stick = pluggedIn();
                LoopVolume other = stick("other").mount(media().resolve("k2"), "ro")) {
            Volume first = open(stick);
            Volume second = open(stick);
            Volume third = open(other);

            assertThat(first.makeWritable()).isTrue();
            assertThatThrownBy(second::makeWritable).hasMessage("somebody else writes to that stick");
            assertThat(third.makeWritable()).isTrue();
            assertThat(socket.notes()).hasSize(2);
            assertThat(first.write(RECEIPT, content("x"))).isInstanceOf(Verdict.Accepted.class);
            assertThat(third.write(RECEIPT, content("y"))).isInstanceOf(Verdict.Accepted.class);
            assertThat(third.release()).isTrue();
            assertThat(isSafe(stick)).as("the other one's release is not ours").isFalse();
            assertThat(first.release()).isTrue();
            assertThat(second.makeWritable()).isTrue();
            assertThat(second.release()).isTrue();
        }
    }

    @Test
    void aWriterThatIsKilledOnTheWayLeavesTheStickReadOnly() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Volume volume = open(stick);
            assertThat(volume.makeWritable()).isTrue();
            volume.write(JOURNAL, content("old"));

            assertThatThrownBy(() -> volume.write(JOURNAL, out -> {
                        out.write(new byte[1 << 20]);
                        await().until(() -> names(stick.directory()).size() == 2);
                        socket.writers().forEach(ProcessHandle::destroyForcibly);
                        out.write(new byte[4 << 20]);
                    }))
                    .isInstanceOf(IOException.class);

            socket.awaitQuiet();
            assertThat(isSafe(stick)).isTrue();
            assertThat(socket.log()).contains("the writer of stick k1 ended on the way; the stick is read-only again");
            assertThat(socket.notes()).isEmpty();
            assertThat(stick.directory().resolve(JOURNAL)).hasContent("old");
            // and the visit may go on with another writer
            assertThat(volume.makeWritable()).isTrue();
            assertThat(volume.write(JOURNAL, content("new"))).isInstanceOf(Verdict.Accepted.class);
            assertThat(volume.release()).isTrue();
            assertThat(names(stick.directory())).containsExactly(JOURNAL);
        }
    }

    @Test
    void aDaemonThatDiesLeavesTheStickReadOnly() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            try (StickTalk talk = call(stick)) {
                assertThat(talk.hear()).contains(List.of(StickWords.READY));
                talk.say(StickWords.WRITE, JOURNAL);
                talk.sending().write(new byte[100_000]);
            }
            socket.awaitQuiet();
            assertThat(isSafe(stick)).isTrue();
            assertThat(names(stick.directory())).isEmpty();
            assertThat(socket.notes()).isEmpty();
        }
    }

    @Test
    void aStickThatIsPulledDuringAWriteHoldsUpNobody() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Volume volume = open(stick);
            assertThat(volume.makeWritable()).isTrue();

            assertThatThrownBy(() -> volume.write(JOURNAL, out -> {
                        out.write(new byte[1 << 20]);
                        stick.unmount();
                        out.write(new byte[1 << 20]);
                    }))
                    .isInstanceOf(IOException.class);

            assertThat(volume.isThere()).isFalse();
            assertThat(volume.release()).isFalse();
            socket.awaitQuiet();
            assertThat(socket.notes()).isEmpty();
        }
    }

    @Test
    void withoutAWriterTheStickIsReadAndSafeAndTheReasonIsTold() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Volume volume = new HandedVolumes(mounts(), temp.resolve("nobody.sock")).open(stick.seenBy(mounts()));

            assertThatThrownBy(volume::makeWritable).hasMessageContaining("sgate-write.socket does not answer");
            assertThatThrownBy(() -> volume.write(RECEIPT, content("x"))).isInstanceOf(IOException.class);
            assertThat(volume.release()).isTrue();
        }
    }

    /** What another writer left writable is not called safe, and is put right. */
    @Test
    void aStickThatWasLeftWritableIsMadeReadOnlyBeforeItIsSafe() throws IOException {
        try (LoopVolume stick = pluggedIn()) {
            Mount mount = stick.seenBy(mounts());
            LoopVolume.run("mount", "-o", "remount,rw", mount.directory().toString());
            LoopVolume.run("mount", "-o", "remount,bind,ro", mount.directory().toString());
            assertThat(stick.seenBy(mounts()).isReadOnly()).isTrue();
            assertThat(isSafe(stick)).isFalse();

            Volume unheard = new HandedVolumes(mounts(), temp.resolve("nobody.sock")).open(mount);
            assertThatThrownBy(unheard::release).isInstanceOf(IOException.class);
            assertThat(open(stick).release()).isTrue();
            assertThat(isSafe(stick)).isTrue();
        }
    }

    /** The driver keeps the device open for reading only, whatever it says to a remount. */
    @Test
    void anExfatOfAProgramIsFoundWriteProtected() throws IOException {
        try (LoopVolume stick = LoopVolume.make(temp.resolve("x.img"), LoopVolume.Format.EXFAT, SIZE)
                .mount(media().resolve("k1"), "ro")) {
            Volume volume = open(stick);

            assertThat(volume.makeWritable()).isFalse();
            socket.awaitQuiet();
            assertThat(volume.release()).isTrue();
            assertThat(volume.readOwn(RECEIPT)).isEqualTo(Optional.empty());
        }
    }

    @Test
    void aTalkThatBeginsWithAnythingElseEndsAtOnce() throws IOException {
        try (StickTalk talk = call()) {
            talk.say("mount", "/etc");
            assertThat(talk.hear().orElseThrow()).startsWith(StickWords.FAILED);
            assertThat(talk.hear()).isEmpty();
        }
        try (SocketChannel raw = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()))) {
            raw.write(java.nio.ByteBuffer.wrap("x".repeat(100_000).getBytes(UTF_8)));
            socket.awaitQuiet();
        }
        assertThat(socket.notes()).isEmpty();
    }
}
