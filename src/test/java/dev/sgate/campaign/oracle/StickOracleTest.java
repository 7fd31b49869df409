package dev.sgate.campaign.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StickOracleTest {
    private static final String RECEIPT = "sgate-receipt-a7ea91b2.json";

    @TempDir
    Path top;

    private final Truth truth = new Truth();
    private final StickOracle oracle = new StickOracle(truth);

    private void write(String name, String content) throws IOException {
        Files.writeString(top.resolve(name), content);
    }

    private List<String> violations() throws IOException {
        return oracle.look(top).violations();
    }

    @Test
    void ourFilesAndTheVendorsAreInOrder() throws IOException {
        write("lantern-1.sgupd", "update");
        truth.onTheStick("lantern-1.sgupd", Digests.of("update".getBytes(StandardCharsets.UTF_8)));
        write(".sgate-00ff.tmp", "half");
        write(RECEIPT, "{\"visit\":\"01a2025c-9b65-740c-bbdd-9b92818b8c83\"}\r\n");
        oracle.said("receipt is on the stick visit=818b8c83 volume=stick files=" + RECEIPT);

        assertThat(oracle.look(top)).isEqualTo(new Look(List.of(), "journal and receipt are new, a file half written"));
    }

    @Test
    void tornFilesAreSeen() throws IOException {
        write(RECEIPT, "{\"visit\":\"01a2");
        write("journal-20261122.sgsync", "{\"payload\":");

        assertThat(violations()).hasSize(3).allMatch(what -> what.contains(" is torn"));
    }

    @Test
    void othersFilesAreNotTouchedAndNothingElseIsWritten() throws IOException {
        truth.onTheStick("lantern-1.sgupd", Digests.of(new byte[0]));
        write("lantern-1.sgupd", "changed");
        write("notes.txt", "");

        assertThat(violations())
                .containsExactly(
                        "stick: notes.txt is not ours and was not there", "stick: lantern-1.sgupd is gone or changed");
    }

    @Test
    void whatWasSaidToBeThereIsMissed() throws IOException {
        oracle.said("journal is on the stick visit=818b8c83 volume=stick files=journal-20261122.sgsync");
        oracle.said("receipt is on the stick visit=818b8c83 volume=stick files=" + RECEIPT);

        assertThat(violations()).hasSize(2).allMatch(what -> what.startsWith("acknowledged: "));
        assertThat(violations()).as("told once").isEmpty();
    }
}
