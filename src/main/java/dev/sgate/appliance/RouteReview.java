package dev.sgate.appliance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The product's route files, checked as a start checks them, without starting anything. */
public final class RouteReview {
    private RouteReview() {}

    /** All mistakes in this folder; an unreadable folder is an {@link IOException}. */
    public static List<RouteFault> faults(Path routes) throws IOException {
        return faults(routes, new RouteFolder(routes), StepCatalog.ofProduct());
    }

    /** A file that could not be parsed is missing everywhere else: its own fault comes first, and alone. */
    static List<RouteFault> faults(Path routes, RouteFolder folder, StepCatalog catalog) {
        return folder.faults().isEmpty() ? RouteRules.faults(routes, folder.files(), catalog) : folder.faults();
    }
}
