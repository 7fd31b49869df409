package dev.sgate.cli.desk;

import picocli.CommandLine.Option;

/** The option that a program asks with. */
final class JsonAnswer {
    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    /** Whether a program reads the answer. */
    boolean isAsked() {
        return json;
    }
}
