package dev.sgate.appliance;

import java.util.List;
import java.util.stream.Collectors;

/** The route files hold mistakes; nothing was started. The message names them all, one a line. */
public final class RoutesRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RouteFault> faults;

    RoutesRefused(List<RouteFault> faults) {
        super(faults.stream().map(RouteFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** All mistakes found, by file and line. */
    public List<RouteFault> faults() {
        return faults;
    }
}
