package dev.sgate.docs;

/** What the example scripts talk to: a lease service with a seat for each device that asks, until there is none. */
interface ScriptSite {
    /** What {@code SGATE_URL} says. */
    String url();

    String product();

    String licenseKey();

    /** From now on nobody gets an answer, or everybody again. */
    void isOutOfReach(boolean gone);

    /** From now on there is no seat for a device that has none. */
    void seatIsTaken();
}
