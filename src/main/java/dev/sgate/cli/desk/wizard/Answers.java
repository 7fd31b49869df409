package dev.sgate.cli.desk.wizard;

import java.time.Instant;

/** What a person wants in the bundle. */
public record Answers(long pool, Instant validUntil, boolean includeProgram) {}
