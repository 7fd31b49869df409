package dev.sgate.cli.desk;

import java.util.Locale;

/** Whether a name may be another one misspelled: up to two letters more, less or other, whatever the case. */
final class CloseName {
    private static final int EDITS_MAX = 2;

    private CloseName() {}

    static boolean isClose(String one, String other) {
        return edits(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)) <= EDITS_MAX;
    }

    /** Levenshtein's distance, row by row. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
