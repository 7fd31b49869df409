package dev.sgate.cli.desk.wizard;

import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.License;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The question which license a bundle is for, where there are several: a numbered list, answered by a number. */
public final class LicenseChoice {
    /** Licenses that are listed; further ones are named with {@code --license}. */
    private static final int LISTED_MAX = 50;

    private LicenseChoice() {}

    /**
     * Asks until a number of the list comes.
     *
     * @return empty where the input ends before
     */
    public static Optional<UUID> ask(List<License> licenses, BufferedReader in, PrintWriter out) throws IOException {
        List<License> listed = licenses.subList(0, Math.min(LISTED_MAX, licenses.size()));
        out.println("Which license?");
        for (int i = 0; i < listed.size(); i++) {
            License license = listed.get(i);
            out.println("  " + (i + 1) + ") " + license.tenant() + ", " + license.product() + ", "
                    + license.maxDevices() + " devices (" + license.id() + ")");
        }
        if (listed.size() < licenses.size()) {
            out.println("  and " + (licenses.size() - listed.size()) + " more: name one with --license");
        }
        for (String line = prompt(in, out, listed.size()); line != null; line = prompt(in, out, listed.size())) {
            Optional<Integer> number = number(line, listed.size());
            if (number.isPresent()) {
                return Optional.of(listed.get(number.get() - 1).id());
            }
            out.println("a number from 1 to " + listed.size());
        }
        return Optional.empty();
    }

    private static @Nullable String prompt(BufferedReader in, PrintWriter out, int most) throws IOException {
        out.print("license (1 to " + most + "): ");
        out.flush();
        return in.readLine();
    }

    private static Optional<Integer> number(String line, int most) {
        try {
            return Optional.of(Integer.parseInt(line.strip())).filter(number -> number >= 1 && number <= most);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** What is said where nobody can be asked. */
    public static BadInput unnamed(List<License> licenses) {
        return new BadInput("which license? --license takes one of "
                + String.join(
                        "; ",
                        licenses.stream()
                                .map(one -> one.id() + " (" + one.tenant() + ", " + one.product() + ")")
                                .toList()));
    }
}
