package dev.sgate.vendor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetWriterTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-1", "@SUM(A1)", "\tx", "\rx"})
    void whatASpreadsheetWouldRunIsText(String cell) {
        assertThat(SheetWriter.cell(cell)).isEqualTo("\"'" + cell + "\"");
    }

    @Test
    void quotesCommasAndLineEndsStayInTheirCell() {
        assertThat(SheetWriter.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(SheetWriter.cell("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(SheetWriter.cell("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(SheetWriter.cell("plain")).isEqualTo("plain");
        assertThat(SheetWriter.cell("")).isEmpty();
    }

    @Test
    void rowsEndAsTheRuleHasIt() throws IOException {
        StringWriter out = new StringWriter();
        new SheetWriter(out).row("a", 2, "=c");
        assertThat(out).hasToString("a,2,\"'=c\"\r\n");
    }
}
