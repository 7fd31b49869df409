package dev.sgate.vendor.report;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes a table for a spreadsheet: CSV as RFC 4180 has it, lines ending in CR LF. A cell that a spreadsheet would take for a formula
 * ({@code = + - @}, or a tab or line end in front) begins with an apostrophe, which it shows as text.
 */
final class SheetWriter {
    private final Writer out;

    SheetWriter(Writer out) {
        this.out = out;
    }

    void row(Object... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            out.write(i == 0 ? "" : ",");
            out.write(cell(String.valueOf(cells[i])));
        }
        out.write("\r\n");
    }

    static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n' || c == '\'');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
