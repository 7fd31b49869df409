package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountEntryTest {
    private static List<MountEntry> parse(String text) {
        return MountEntry.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsTheFieldsOfALine() {
        List<MountEntry> entries = parse(
                "42 27 7:0 / /media/usb/a rw,nosuid,nodev,noexec,relatime shared:1 master:2 - vfat /dev/sda1 rw,utf8\n");

        assertThat(entries).hasSize(1);
        MountEntry entry = entries.get(0);
        assertThat(entry.id()).isEqualTo("42");
        assertThat(entry.device()).isEqualTo("7:0");
        assertThat(entry.directory()).isEqualTo(Path.of("/media/usb/a"));
        assertThat(entry.fileSystem()).isEqualTo("vfat");
        assertThat(entry.source()).isEqualTo("/dev/sda1");
        assertThat(entry.options()).contains("rw", "nosuid", "nodev", "noexec", "utf8");
    }

    @Test
    void unescapesSpaceTabNewlineAndBackslash() {
        assertThat(parse("42 27 7:0 / /media/a\\040b\\011c\\012d\\134e rw - ext4 /dev/my\\040disk rw"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.directory().toString()).isEqualTo("/media/a b\tc\nd\\e");
                    assertThat(entry.source()).isEqualTo("/dev/my disk");
                });
    }

    @Test
    void readsUtf8NamesAndPassesOverOthers() {
        String utf8 = new String("/media/\u00e9".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(parse("1 2 7:0 / " + utf8 + " rw - ext4 a rw\n1 2 7:0 / /media/\u00ff rw - ext4 b rw"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.directory()).isEqualTo(Path.of("/media/\u00e9")));
    }

    @Test
    void isReadOnlyIfEitherSaysSo() {
        assertThat(parse("1 2 7:0 / /a rw - ext4 s ro\n1 2 7:0 / /b ro - ext4 s rw\n1 2 7:0 / /c rw - ext4 s rw"))
                .extracting(entry -> entry.options().contains("ro"))
                .containsExactly(true, true, false);
        assertThat(parse("1 2 7:0 / /a rw - ext4 s ro").get(0).options()).doesNotContain("rw");
    }

    @Test
    void aFileSystemCannotPromiseWhatOnlyTheMountCan() {
        assertThat(parse("1 2 7:0 / /a rw - fuseblk s rw,nosuid,nodev,noexec")
                        .get(0)
                        .options())
                .doesNotContain("nosuid", "nodev", "noexec");
    }

    @Test
    void passesOverLinesItDoesNotUnderstand() {
        assertThat(parse("\n1 2 3\n1 2 7:0 / /a rw - ext4\nx - y - z - - -\n")).isEmpty();
    }

    @Test
    void aBackslashThatEscapesNothingStandsForItself() {
        assertThat(parse("1 2 7:0 / /a\\9x8 rw - ext4 s rw"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.directory().toString()).isEqualTo("/a\\9x8"));
    }
}
