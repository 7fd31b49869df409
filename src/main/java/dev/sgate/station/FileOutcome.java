package dev.sgate.station;

/** One line of a receipt: a file's name, escaped for people and logs, and what became of it. */
public record FileOutcome(String fileName, Outcome outcome) {}
