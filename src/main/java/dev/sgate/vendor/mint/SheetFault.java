package dev.sgate.vendor.mint;

/**
 * What is wrong with one cell of a list of orders.
 *
 * @param line of the file, the heading being line 1
 * @param column its name in the heading
 * @param declined whether the cell is readable, and a rule of the desk says no
 */
public record SheetFault(long line, String column, String sentence, boolean declined) {
    /** For people: {@code line 3, column pool: ...}. */
    public String words() {
        return "line " + line + ", column " + column + ": " + sentence;
    }
}
