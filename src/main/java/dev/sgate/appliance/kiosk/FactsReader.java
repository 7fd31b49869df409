package dev.sgate.appliance.kiosk;

import java.io.IOException;

/** Reads where the machine stands, anew each time. */
@FunctionalInterface
public interface FactsReader {
    SiteFacts read() throws IOException;
}
