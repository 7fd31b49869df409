package dev.sgate.cli.demo;

import java.io.PrintWriter;

/** The product's command line, given to the demo by the verb, so that the demo need not know where it comes from. */
@FunctionalInterface
public interface CommandLineRunner {
    /** Runs one command line and returns its exit status. */
    int run(PrintWriter out, PrintWriter err, String... words);
}
