package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.App;
import dev.sgate.release.App.MediaType;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Releases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken out of an archive, and what no archive may hold. */
class DiskReleasesArchiveTest extends DiskReleasesCase {
    @ParameterizedTest
    @MethodSource("goodArchives")
    void anArchiveIsUnpackedWithModesOfOurs(MediaType type, byte[] archive) throws IOException {
        App app = Apps.archive(type, archive, PROGRAM.length + 100_000, 2);

        assertThat(install(app, archive)).isEqualTo(Verdict.accepted(Releases.folderOf(app)));

        assertThat(release(app).resolve("bin/app")).hasBinaryContent(PROGRAM);
        assertThat(release(app).resolve("share/deep/data")).hasSize(100_000);
        assertThat(mode(release(app).resolve("bin/app"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(release(app).resolve("share/deep/data"))).isEqualTo("rw-r--r--");
        assertThat(mode(release(app).resolve("share"))).isEqualTo("rwxr-xr-x");
    }

    @ParameterizedTest
    @MethodSource("goodArchives")
    void anArchiveMayNotTakeMoreThanItSays(MediaType type, byte[] archive) throws IOException {
        assertThat(code(install(Apps.archive(type, archive, PROGRAM.length + 99_999, 2), archive)))
                .isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
        assertThat(code(install(Apps.archive(type, archive, 1 << 20, 1), archive)))
                .isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
        assertThat(releases.folders("widget")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("goodArchives")
    void anArchiveThatIsNotTheSignedOneIsRefused(MediaType type, byte[] archive) throws IOException {
        App other = Apps.archive(type, PROGRAM, 1 << 20, 10);

        assertThat(code(install(other, archive))).isEqualTo(RefusalCode.DIGEST_MISMATCH);
        assertThat(releases.folders("widget")).isEmpty();
    }

    @Test
    void aZipFromWindowsKnowsNoModesSoTheCommandIsTheProgram() throws IOException {
        byte[] zip = new Archives.Zip()
                .file("bin/app", 0, PROGRAM)
                .file("readme", 0, PROGRAM)
                .bytes();
        App app = Apps.archive(MediaType.ZIP, zip, 1 << 20, 10);

        assertThat(install(app, zip)).isInstanceOf(Verdict.Accepted.class);
        assertThat(mode(release(app).resolve("bin/app"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(release(app).resolve("readme"))).isEqualTo("rw-r--r--");
    }

    static Stream<Arguments> badTars() {
        return Stream.of(
                Arguments.of("climbs", good().file("../evil", 0644, PROGRAM)),
                Arguments.of("climbs in the middle", good().file("a/../../evil", 0644, PROGRAM)),
                Arguments.of("absolute", good().file("/tmp/evil", 0644, PROGRAM)),
                Arguments.of("drive letter", good().file("C:\\evil", 0644, PROGRAM)),
                Arguments.of("dot in the middle", good().file("a/./b", 0644, PROGRAM)),
                Arguments.of("empty part", good().file("a//b", 0644, PROGRAM)),
                Arguments.of("control character", good().file("a\u001b[2Jb", 0644, PROGRAM)),
                Arguments.of("name too long", good().file("x".repeat(256), 0644, PROGRAM)),
                Arguments.of("too deep", good().file("x/".repeat(64) + "x", 0644, PROGRAM)),
                Arguments.of("symbolic link", good().special("link", TarConstants.LF_SYMLINK, "/etc/passwd")),
                Arguments.of("hard link", good().special("link", TarConstants.LF_LINK, "bin/app")),
                Arguments.of("fifo", good().special("fifo", TarConstants.LF_FIFO, "")),
                Arguments.of("block device", good().special("sda", TarConstants.LF_BLK, "")),
                Arguments.of("character device", good().special("tty", TarConstants.LF_CHR, "")),
                Arguments.of("setuid", good().file("su", 04755, PROGRAM)),
                Arguments.of("setgid", good().file("sg", 02755, PROGRAM)),
                Arguments.of("twice", good().file("bin/app", 0755, PROGRAM)),
                Arguments.of("case twin", good().file("bin/APP", 0755, PROGRAM)),
                Arguments.of("case twin of a folder", good().file("BIN/other", 0755, PROGRAM)),
                Arguments.of(
                        "unicode twin", good().file("\u00e9", 0644, PROGRAM).file("e\u0301", 0644, PROGRAM)),
                Arguments.of("below a file", good().file("bin/app/x", 0644, PROGRAM)),
                Arguments.of("file over a folder", good().file("share/deep", 0644, PROGRAM)),
                Arguments.of("no command", new Archives.Tar().file("bin/other", 0755, PROGRAM)),
                Arguments.of("command is a folder", new Archives.Tar().folder("bin/app")),
                Arguments.of("command not executable", new Archives.Tar().file("bin/app", 0644, PROGRAM)),
                Arguments.of("empty", new Archives.Tar()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTars")
    void refusesWhatNoReleaseMayHold(String flaw, Archives.Tar tar) throws IOException {
        byte[] archive = tar.gzip();

        Verdict<String> verdict = install(Apps.archive(MediaType.TAR_GZ, archive, 1 << 20, 20), archive);

        assertThat(code(verdict)).as(flaw).isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
        assertThat(releases.folders("widget")).isEmpty();
        assertThat(state.resolve("evil")).doesNotExist();
        assertThat(Path.of("/tmp/evil")).doesNotExist();
    }

    static Stream<Arguments> badZips() throws IOException {
        byte[] good = new Archives.Zip().file("bin/app", 0100755, PROGRAM).bytes();
        byte[] before = new byte[good.length + 1];
        System.arraycopy(good, 0, before, 1, good.length);
        return Stream.of(
                Arguments.of(
                        "climbs",
                        new Archives.Zip().file("../evil", 0100755, PROGRAM).bytes()),
                Arguments.of(
                        "symbolic link",
                        new Archives.Zip()
                                .file("bin/app", 0120777, "/bin/sh".getBytes(UTF_8))
                                .bytes()),
                Arguments.of(
                        "device",
                        new Archives.Zip().file("bin/app", 0060777, PROGRAM).bytes()),
                Arguments.of(
                        "setuid",
                        new Archives.Zip().file("bin/app", 0104755, PROGRAM).bytes()),
                Arguments.of(
                        "not executable",
                        new Archives.Zip().file("bin/app", 0100644, PROGRAM).bytes()),
                Arguments.of("something before it", before),
                Arguments.of("no zip", PROGRAM));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badZips")
    void refusesOddZips(String flaw, byte[] archive) throws IOException {
        assertThat(code(install(Apps.archive(MediaType.ZIP, archive, 1 << 20, 20), archive)))
                .as(flaw)
                .isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
        assertThat(releases.folders("widget")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("goodArchives")
    void refusesAnArchiveThatEndsTooSoon(MediaType type, byte[] archive) throws IOException {
        byte[] half = Arrays.copyOf(archive, archive.length / 2);

        assertThat(code(install(Apps.archive(type, half, 1 << 20, 20), half))).isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
        assertThat(releases.folders("widget")).isEmpty();
    }

    /** A GNU long name is read into memory before anybody sees the entry. */
    @Test
    void aNameThatGrowsIsStopped() throws IOException {
        byte[] archive = new Archives.Tar().longName(8 << 20).gzip();

        Verdict<String> verdict = install(Apps.archive(MediaType.TAR_GZ, archive, 64 << 20, 20), archive);

        assertThat(code(verdict)).isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
        assertThat(verdict.toString()).contains("unpacks to more than it says");
        assertThat(releases.folders("widget")).isEmpty();
    }

    @Test
    void aPathThatIsTooLongIsRefused() throws IOException {
        String path = ("a".repeat(200) + "/").repeat(6) + "b";
        byte[] tar = good().file(path, 0644, PROGRAM).gzip();
        assertThat(code(install(Apps.archive(MediaType.TAR_GZ, tar, 1 << 20, 20), tar)))
                .isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
    }

    @Test
    void pathsThatAreTooLongTogetherAreRefused() throws IOException {
        ArchivePaths paths = new ArchivePaths(Integer.MAX_VALUE);
        String folder = ("a".repeat(200) + "/").repeat(5);
        assertThatThrownBy(() -> {
                    for (int file = 0; file < 10_000; file++) {
                        paths.takeFile(folder + file);
                    }
                })
                .isInstanceOf(UnsafeArchive.class);
    }

    @Test
    void aZipThatCountsItsEntriesWronglyIsRefused() throws IOException {
        byte[] zip = new Archives.Zip()
                .file("bin/app", 0100755, PROGRAM)
                .file("note", 0100644, PROGRAM)
                .bytes();
        zip[zip.length - 12] = 1;
        assertThat(code(install(Apps.archive(MediaType.ZIP, zip, 1 << 20, 20), zip)))
                .isEqualTo(RefusalCode.UNSAFE_ARCHIVE);
    }
}
