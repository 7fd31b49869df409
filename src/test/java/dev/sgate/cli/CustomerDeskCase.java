package dev.sgate.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests at the desk of one customer begin with: each has a folder, a desk and the customer of its own. */
abstract class CustomerDeskCase {
    @TempDir
    Path folder;

    Desk desk;
    CustomerDesk customer;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
        customer = new CustomerDesk(desk);
    }
}
