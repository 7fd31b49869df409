package dev.sgate.cli.desk;

import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.mint.Tenants;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the customer of a new license. A name that is only misspelled makes no tenant. */
final class CustomerOption {
    @Option(names = "--customer", paramLabel = "NAME", description = "Whom a new license is for.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--new-customer",
            description = "Make the tenant that --customer names (not needed for the first one of a ledger).")
    private boolean isNew;

    Optional<String> name() {
        return name;
    }

    /**
     * Refuses a name that the ledger does not know, unless it was said to be new, or the ledger knows nobody yet.
     *
     * @throws BadInput with the names that it could be
     */
    void requireMeant(DeskLedger desk) {
        if (name.isEmpty() || isNew) {
            return;
        }
        List<String> known = new Tenants(desk).list().stream().map(Tenant::name).toList();
        if (!known.isEmpty() && !known.contains(name.get())) {
            String like = String.join(
                    ", ",
                    known.stream()
                            .filter(other -> CloseName.isClose(other, name.get()))
                            .limit(3)
                            .toList());
            throw new BadInput(
                    "there is no tenant " + name.get() + (like.isEmpty() ? "" : "; did you mean " + like + "?")
                            + (like.isEmpty()
                                    ? "; if it is a new one: --new-customer"
                                    : " If it is a new one: --new-customer"));
        }
    }
}
