package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.Volume.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may lie in the top folder of a stick, laid into a plain folder. */
@Timeout(60)
class TopFolderTest {
    @TempDir
    Path folder;

    private Listing.Names names() throws IOException {
        return (Listing.Names) new TopFolder(folder).list(10_000, 100);
    }

    private void shell(String script) throws IOException {
        LoopVolume.run("sh", "-c", "cd \"$1\" && " + script, "sh", folder.toString());
    }

    @Test
    void listsOurEndingsByNameWhateverTheirCase() throws IOException {
        for (String name : List.of(
                "c.SGUPD", "a.sglic", "b.SgTrust", "journal-20260101.sgsync", "x.sglic.txt", "sglic", "._a.sglic")) {
            Files.createFile(folder.resolve(name));
        }

        assertThat(names().candidates()).extracting(Path::toString).containsExactly("a.sglic", "b.SgTrust", "c.SGUPD");
        assertThat(names().returnRequested()).isFalse();
    }

    @Test
    void passesOverLinksFoldersAndFifos() throws IOException {
        shell("mkfifo fifo.sglic; mkdir folder.sglic; ln -s /etc/passwd link.sglic; ln -s nowhere broken.sglic;"
                + " ln -s loop.sglic loop.sglic; mkfifo SGATE-RETURN; : > real.sglic");

        assertThat(names().candidates()).containsExactly(Path.of("real.sglic"));
        assertThat(names().returnRequested()).isFalse();
    }

    @Test
    void aFileAsksForAReturn() throws IOException {
        Files.createFile(folder.resolve("SGATE-RETURN"));

        assertThat(names().returnRequested()).isTrue();
        assertThat(names().candidates()).isEmpty();
    }

    @Test
    void keepsHostileNamesAsTheyAre() throws IOException {
        shell("for n in \"$(printf 'new\\nline.sglic')\" \"$(printf 'esc\\033[2J.sglic')\""
                + " \"$(printf 'rtl\\342\\200\\256.sglic')\" \"$(printf 'bad\\377\\376.sglic')\""
                + " -rf.sglic '$(id);x.sglic' \"it's.sglic\" '%s.sglic';"
                + " do printf %s content > \"./$n\"; done");

        assertThat(names().candidates()).hasSize(8).isSorted();
        for (Path name : names().candidates()) {
            try (InputStream in = new TopFolder(folder).read(name, 3)) {
                assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("tent");
            }
        }
    }

    @Test
    void takesOnlyTheFirstCandidates() throws IOException {
        for (int i = 0; i < 7; i++) {
            Files.createFile(folder.resolve(i + ".sglic"));
        }

        Listing.Names names = (Listing.Names) new TopFolder(folder).list(7, 3);
        assertThat(names.candidates()).extracting(Path::toString).containsExactly("0.sglic", "1.sglic", "2.sglic");
        assertThat(names.passedOver()).isEqualTo(4);
    }

    @Test
    void oneNameTooManyIsTooMany() throws IOException {
        shell("seq 1 10000 | xargs touch");
        assertThat(new TopFolder(folder).list(10_000, 100)).isInstanceOf(Listing.Names.class);

        Files.createFile(folder.resolve("a.sglic"));
        assertThat(new TopFolder(folder).list(10_000, 100)).isEqualTo(new Listing.TooMany(10_000));
    }

    @Test
    void opensNothingButRegularFilesAndNeverWaits() throws IOException {
        shell("mkfifo fifo.sglic; mkdir folder.sglic; ln -s /etc/passwd link.sglic");

        for (String name : List.of("fifo.sglic", "folder.sglic", "link.sglic")) {
            assertThatThrownBy(() -> new TopFolder(folder).read(Path.of(name), 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a regular file");
        }
        assertThatThrownBy(() -> new TopFolder(folder).read(Path.of("nothing.sglic"), 0))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aNameNeverLeavesTheFolder() {
        for (String name : List.of("../x.sglic", "/etc/passwd", "a/b.sglic", "..", ".", "")) {
            assertThatThrownBy(() -> new TopFolder(folder).read(Path.of(name), 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
