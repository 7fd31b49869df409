package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.App;
import dev.sgate.release.App.MediaType;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Releases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases on a real disk: taken over, read back, switched to, listed and removed. */
class DiskReleasesTest extends DiskReleasesCase {
    @Test
    void anExecutableIsTakenOver() throws IOException {
        App app = Apps.executable("1.0.0+build.7", PROGRAM);

        assertThat(install(app, PROGRAM)).isEqualTo(Verdict.accepted(Releases.folderOf(app)));

        assertThat(release(app).resolve("widget")).hasBinaryContent(PROGRAM);
        assertThat(mode(release(app).resolve("widget"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(release(app))).isEqualTo("rwxr-xr-x");
        assertThat(releases.folders("widget")).containsExactly(Releases.folderOf(app));
    }

    @Test
    void otherBytesThanTheSignedOnesAreNotTakenOver() throws IOException {
        byte[] changed = PROGRAM.clone();
        changed[5] ^= 1;

        assertThat(code(install(Apps.executable("1.0.0", PROGRAM), changed))).isEqualTo(RefusalCode.DIGEST_MISMATCH);
        assertThat(releases.folders("widget")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("goodArchives")
    void aDiskThatAnswersOtherBytesThanWereWrittenIsFoundOut(MediaType type, byte[] archive) throws IOException {
        ReadBack disk = ReadBack.fromDisk();
        releases = new DiskReleases(
                state, staging, file -> file.endsWith("share/deep/data") ? Sha256.of(new byte[1]) : disk.digest(file));

        Verdict<String> verdict = install(Apps.archive(type, archive, 200_000, 10), archive);

        assertThat(code(verdict)).isEqualTo(RefusalCode.DIGEST_MISMATCH);
        assertThat(((Verdict.Refused<String>) verdict).refusal().evidence().facts())
                .containsEntry("readBack", "share/deep/data")
                .containsEntry("expected", Sha256.of(new byte[100_000]).hex());
        assertThat(releases.folders("widget")).isEmpty();
    }

    @Test
    void anExecutableThatTheDiskLostIsFoundOut() throws IOException {
        releases = new DiskReleases(state, staging, file -> Sha256.of(new byte[1]));
        assertThat(code(install(Apps.executable("1.0.0", PROGRAM), PROGRAM))).isEqualTo(RefusalCode.DIGEST_MISMATCH);
        assertThat(releases.folders("widget")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 1 << 20, (1 << 20) + 1, 3_000_000})
    void whatIsReadBackIsTheWholeFile(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Path file = Files.write(state.resolve("file"), content);
        assertThat(ReadBack.fromDisk().digest(file)).isEqualTo(Sha256.of(content));
    }

    @Test
    void whatIsNotThereIsNotReadBack() {
        assertThatThrownBy(() -> ReadBack.fromDisk().digest(state.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatCannotFitIsNotEvenTried() throws IOException {
        byte[] archive = good().gzip();

        assertThat(code(install(Apps.archive(MediaType.TAR_GZ, archive, (1L << 53) - 1, 20), archive)))
                .isEqualTo(RefusalCode.NO_SPACE);
        assertThat(releases.folders("widget")).isEmpty();
    }

    @Test
    void currentIsALinkThatIsSwitched() throws IOException {
        App one = Apps.executable("1.0.0", PROGRAM);
        byte[] other = "#!/bin/sh\n".getBytes(UTF_8);
        App two = Apps.executable("2.0.0", other);
        install(one, PROGRAM);
        install(two, other);
        assertThat(releases.current("widget")).isEmpty();

        releases.switchTo("widget", Releases.folderOf(one));
        releases.switchTo("widget", Releases.folderOf(two));

        assertThat(releases.current("widget")).contains(Releases.folderOf(two));
        assertThat(state.resolve("apps/widget/current/widget")).hasBinaryContent(other);
        assertThat(Files.readSymbolicLink(state.resolve("apps/widget/current")).isAbsolute())
                .isFalse();
        assertThatThrownBy(() -> releases.switchTo("widget", "3.0.0-00000000"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(releases.current("widget")).contains(Releases.folderOf(two));

        releases.clearCurrent("widget");
        releases.clearCurrent("widget");
        assertThat(releases.current("widget")).isEmpty();
    }

    @Test
    void theCurrentReleaseIsNeitherMadeAgainNorDiscarded() throws IOException {
        App app = Apps.executable("1.0.0", PROGRAM);
        install(app, PROGRAM);
        String folder = Releases.folderOf(app);
        releases.switchTo("widget", folder);
        Path program = release(app).resolve("widget");
        Object before = Files.readAttributes(program, "unix:ino");

        assertThat(install(app, PROGRAM)).isEqualTo(Verdict.accepted(folder));
        assertThat((Object) Files.readAttributes(program, "unix:ino")).isEqualTo(before);
        assertThatThrownBy(() -> releases.discard("widget", folder)).isInstanceOf(IllegalStateException.class);
        assertThat(program).exists();
    }

    @Test
    void aLeftoverIsListedAndReplaced() throws IOException {
        App app = Apps.executable("1.0.0", PROGRAM);
        Path leftover = release(app).resolveSibling(Releases.folderOf(app) + ".partial");
        Files.createDirectories(leftover.resolve("deep"));
        Files.createSymbolicLink(leftover.resolve("link"), state);
        assertThat(releases.folders("widget")).containsExactly(Releases.folderOf(app) + ".partial");

        assertThat(install(app, PROGRAM)).isInstanceOf(Verdict.Accepted.class);

        assertThat(releases.folders("widget")).containsExactly(Releases.folderOf(app));
        releases.discard("widget", Releases.folderOf(app));
        releases.discard("widget", Releases.folderOf(app));
        assertThat(releases.folders("widget")).isEmpty();
        assertThat(state).exists();
    }

    /** An I/O error, say; root cannot be denied, so a link that leads to itself stands for all of them. */
    @Test
    void whatCannotBeLookedAtIsNotGone() throws IOException {
        assertThat(releases.folders("widget")).isEmpty();
        Path app = Files.createDirectories(state.resolve("apps/widget"));
        Files.createSymbolicLink(app.resolve("releases"), Path.of("releases"));

        assertThatThrownBy(() -> releases.folders("widget")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> releases.switchTo("widget", "1.0.0")).isInstanceOf(IOException.class);
    }

    @Test
    void aFileInTheFoldersPlaceIsNoFolder() throws IOException {
        Files.createDirectories(state.resolve("apps"));
        Files.createFile(state.resolve("apps/widget"));

        assertThat(releases.folders("widget")).isEmpty();
        assertThat(releases.current("widget")).isEmpty();
    }

    @Test
    void namesStayInTheirFolder() {
        for (String name : new String[] {"..", "a/b", "", ".hidden"}) {
            assertThatThrownBy(() -> releases.current(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> releases.discard("widget", name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theStagedAttachmentMustBeThere() {
        assertThatThrownBy(() -> releases.unpack(Apps.executable("1.0.0", PROGRAM), "nothing"))
                .isInstanceOf(IOException.class);
        assertThat(state.resolve("apps/widget/releases")).isEmptyDirectory();
    }

    @Test
    void aReleaseDoesNotNeedItsSlotAnyMore() throws IOException {
        App app = Apps.executable("1.0.0", PROGRAM);
        install(app, PROGRAM);
        staging.discard("slot");

        try (InputStream in = Files.newInputStream(release(app).resolve("widget"))) {
            assertThat(in.readAllBytes()).isEqualTo(PROGRAM);
        }
    }
}
