package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.keys.HeldKey;
import dev.sgate.vendor.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate key show}: the public half of a key as PEM (C64). */
@Command(
        name = "show",
        description = "Show a public key as PEM.",
        footer = {"", "What it prints is a .pub file: `sgate key show KEY > NAME.pub` makes one of a key in a token."})
public final class KeyShow implements Callable<Integer> {
    @Parameters(
            paramLabel = "KEY",
            description = "A public key (.pub), a private one (.pem), or a key in a token"
                    + " (pkcs11:token=...;object=...?module-path=...&pin-source=file:...).")
    private String key;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        KeyFile.PublicKey shown = key.endsWith(".pub")
                ? KeyFile.readPublic(Path.of(key))
                : KeyFile.PublicKey.of(HeldKey.open(key).named());
        Console.of(spec).answer(KeyFile.publicText(shown).strip());
        return ExitCode.DONE.status();
    }
}
