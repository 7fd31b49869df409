package dev.sgate.vendor.mint;

/**
 * A bundle that the desk does not make: an answer, not a failure.
 *
 * @param sentence what stands in the way, without a full stop
 * @param remedy what the person at the desk can do about it
 */
public record Decline(DeclineReason reason, String sentence, String remedy) {}
