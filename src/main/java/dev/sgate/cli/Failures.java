package dev.sgate.cli;

import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.store.LedgerFailure;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.keys.KeyTrouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a person sees when a verb cannot do its work: one plain line on standard error. The stack trace is shown only to who asks
 * for it, with {@code --stacktrace} or with {@code SGATE_DEBUG} in the environment.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final String DEBUG_VARIABLE = "SGATE_DEBUG";

    private final Sgate root;

    Failures(Sgate root) {
        this.root = root;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        Optional<String> elsewhere = elsewhere(words);
        err.println("sgate: " + elsewhere.orElse(mistake.getMessage()));
        if (elsewhere.isEmpty() && !UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("sgate: see `" + command.getCommandSpec().qualifiedName() + " --help`");
        }
        err.flush();
        return ExitCode.USAGE.status();
    }

    /** The verb is one, but belongs to the other side's machines. */
    private static Optional<String> elsewhere(String... words) {
        return Verb.find(words.length == 0 ? "" : words[0])
                .filter(verb -> !verb.isHere())
                .map(verb -> "`" + verb.word() + "` is not for this machine; the package " + verb.debianPackage()
                        + " has it");
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("sgate: " + sentence(failure));
        if (root.wantsStackTrace() || System.getenv(DEBUG_VARIABLE) != null) {
            failure.printStackTrace(err);
        }
        err.flush();
        return (isAPersonsMistake(failure) ? ExitCode.USAGE : ExitCode.INTERNAL).status();
    }

    private static boolean isAPersonsMistake(Exception failure) {
        return failure instanceof BadInput
                || failure instanceof NoSuchFileException
                || failure instanceof FileAlreadyExistsException;
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case BadInput asked -> said(asked);
            case KeyTrouble held -> said(held);
            case LedgerFailure ledger -> said(ledger);
            case UncheckedIOException wrapped when wrapped.getCause() != null -> sentence(wrapped.getCause());
            case NoSuchFileException missing -> "no such file or folder: " + missing.getMessage();
            case FileAlreadyExistsException there -> "is there already and stays as it is: " + there.getMessage();
            case AccessDeniedException denied -> "no right to use " + denied.getMessage();
            case IOException medium -> "reading or writing failed: " + said(medium);
            default -> "internal error: " + said(failure) + " (--stacktrace shows more)";
        };
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
