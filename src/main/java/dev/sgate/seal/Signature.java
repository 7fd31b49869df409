package dev.sgate.seal;

/** One entry of an envelope's {@code signatures}: a hint which key to try, and bytes that may be its signature. */
record Signature(Kid claimedKid, byte[] bytes) {}
