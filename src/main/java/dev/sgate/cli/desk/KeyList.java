package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.keys.HeldKey;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.KeyTable;
import dev.sgate.vendor.ledger.LedgerPlace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate key list}: keys with their age, of the ledger and as files or in tokens. */
@Command(
        name = "list",
        description = "List signing keys with their age.",
        footer = {"", "A key that is more than a year old is due: `sgate trust next` puts a new one beside it."})
public final class KeyList implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "KEY", description = "Private keys: files (.pem), or keys in a token.")
    private List<String> keys = List.of();

    @Option(
            names = "--ledger",
            converter = LedgerWord.class,
            paramLabel = "LEDGER",
            description = "The keys that this ledger saw sign.")
    private Optional<LedgerPlace> ledger = Optional.empty();

    @Option(names = "--json", description = "Answer in JSON, one line a key.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A key and since when it has been there; empty where nobody knows. */
    private record Aged(Kid kid, String algorithm, Optional<Instant> since) {}

    @Override
    public Integer call() throws IOException {
        if (keys.isEmpty() && ledger.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "which keys? Name files, or a --ledger");
        }
        List<Aged> all = new ArrayList<>();
        for (String word : keys) {
            HeldKey held = HeldKey.open(word);
            all.add(new Aged(
                    held.named().kid(), held.named().key().publicKey().algorithm(), Optional.of(held.since())));
        }
        ledger.ifPresent(place -> all.addAll(ofLedger(place)));
        Instant now = Instant.now();
        all.forEach(key -> report(key, now));
        return ExitCode.DONE.status();
    }

    private static List<Aged> ofLedger(LedgerPlace place) {
        try (DeskLedger desk = DeskLedger.open(place)) {
            return desk.read(KeyTable::list).stream()
                    .map(key -> new Aged(key.id(), key.algorithm(), key.madeAt().or(key::firstUsedAt)))
                    .toList();
        }
    }

    private void report(Aged key, Instant now) {
        Console console = Console.of(spec);
        Optional<String> reminder = key.since().flatMap(since -> HeldKey.reminder(key.kid(), since, now));
        Optional<Long> days =
                key.since().map(since -> Duration.between(since, now).toDays());
        if (json) {
            console.answer(Payloads.members(
                    "keyid", key.kid(),
                    "algorithm", key.algorithm(),
                    "since", key.since().map(Payloads::time),
                    "days", days,
                    "due", reminder.isPresent(),
                    "reminder", reminder));
        } else {
            console.answer(key.kid() + " (" + key.algorithm() + "), "
                    + days.map(count -> count + " days").orElse("age unknown"));
            reminder.ifPresent(console::note);
        }
    }
}
