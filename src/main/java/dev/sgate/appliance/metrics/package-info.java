/**
 * What is counted, and how it is told: the series of C103 to C110 in Prometheus's text form, version 0.0.4. Small on purpose; the
 * reasons against a library stand in ADR 0010. Nothing here opens a file or a port: {@link Metrics#exposition} gives bytes, and the
 * textfile and {@code GET /metrics} hand them on.
 */
@NullMarked
package dev.sgate.appliance.metrics;

import org.jspecify.annotations.NullMarked;
