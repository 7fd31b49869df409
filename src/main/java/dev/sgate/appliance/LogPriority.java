package dev.sgate.appliance;

/** How much a line matters, by the numbers of syslog. */
enum LogPriority {
    ERROR(3),
    WARNING(4),
    INFO(6);

    private final int number;

    LogPriority(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
