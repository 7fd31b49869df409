package dev.sgate.appliance.http;

/** Hears what went wrong inside the service, for the appliance's log. Called by many threads. */
@FunctionalInterface
public interface ServiceLog {
    /**
     * Something was thrown, and the client was told that the service failed.
     *
     * @param what in plain words
     * @param cause what was thrown
     */
    void failed(String what, Throwable cause);
}
