package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.SigningKey;
import dev.sgate.vendor.keys.JournalKeyFile;
import dev.sgate.vendor.keys.KeyFile;
import dev.sgate.vendor.ledger.AuditAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate keygen}: new private keys, one for each role. */
@Command(
        name = "keygen",
        description = "Make signing keys, one for each role.",
        footer = {
            "",
            "Each key is two files: NAME.pem is the secret and stays where it is, NAME.pub goes into the trust document.",
            "A root key signs trust documents and nothing else: keep it off the machine that mints licenses. A journal key signs"
                    + " nothing: appliances encrypt their journals to its public half, which goes into bundles."
        })
public final class Keygen implements Callable<Integer> {
    @Option(
            names = "--role",
            required = true,
            split = ",",
            paramLabel = "ROLE",
            description = "What the key is for: root, license, update, journal. Several with commas: one key each.")
    private List<KeyPurpose> roles;

    @Option(
            names = "--out",
            defaultValue = ".",
            paramLabel = "DIR",
            description = "The folder the key files go to; made if missing (default: here).")
    private Path folder;

    @Option(
            names = "--algorithm",
            defaultValue = "ed25519",
            paramLabel = "NAME",
            description = "ed25519 (default) or rsa-4096; a journal key is always x25519.")
    private String algorithm;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "The key's id, for one role (default: the role and 8 hex digits of the key).")
    private Optional<String> id = Optional.empty();

    @Mixin
    private NotedOption noted = new NotedOption();

    @Option(names = "--json", description = "Answer in JSON, one line a key.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (id.isPresent() && roles.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), "--id names one key, but " + roles.size() + " are asked for");
        }
        Files.createDirectories(folder);
        SecureRandom random = new SecureRandom();
        for (KeyPurpose role : roles) {
            report(role, write(role, random));
        }
        return ExitCode.DONE.status();
    }

    private Path write(KeyPurpose role, SecureRandom random) throws IOException {
        if (role == KeyPurpose.JOURNAL) {
            return JournalKeyFile.make(folder, id, random);
        }
        SigningKey key = newKey(random);
        return KeyFile.write(folder, id.orElseGet(() -> KeyFile.defaultId(role.word(), key)), key);
    }

    private SigningKey newKey(SecureRandom random) {
        return switch (algorithm) {
            case "ed25519" -> SigningKey.newEd25519(random);
            case "rsa-4096" -> SigningKey.newRsa4096(random);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--algorithm is ed25519 or rsa-4096, not " + algorithm);
        };
    }

    private record Made(String keyid, String algorithm) {}

    private static Made made(KeyPurpose role, Path open) throws IOException {
        if (role == KeyPurpose.JOURNAL) {
            return new Made(JournalKeyFile.readPublic(open).keyid(), "x25519");
        }
        KeyFile.PublicKey key = KeyFile.readPublic(open);
        return new Made(key.kid().value(), key.key().algorithm());
    }

    private void report(KeyPurpose role, Path secret) throws IOException {
        Path open = KeyFile.publicHalf(secret);
        Made key = made(role, open);
        noted.note(
                AuditAction.KEY_MADE, key.keyid(), Payloads.members("role", role.word(), "algorithm", key.algorithm()));
        Console console = Console.of(spec);
        if (json) {
            Map<String, Object> members = Payloads.members(
                    "role", role.word(),
                    "keyid", key.keyid(),
                    "algorithm", key.algorithm(),
                    "privateKey", secret.toString(),
                    "publicKey", open.toString());
            console.answer(members);
        } else {
            List<String> lines = new ArrayList<>();
            lines.add(role.word() + " key " + key.keyid() + " (" + key.algorithm() + ")");
            lines.add("  secret " + secret + ", public " + open);
            lines.forEach(console::answer);
        }
    }
}
