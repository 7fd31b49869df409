package dev.sgate.appliance.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands at an address of the page. Lease routes have three parts and more, so none of them is here. */
sealed interface KioskPlace {
    /** The page, in the site's language unless another one was chosen. */
    record Page(Optional<String> language) implements KioskPlace {}

    /** What happens, as it happens. */
    record Events(String language) implements KioskPlace {}

    /** Style and program of the page. */
    record Part(String name, String type) implements KioskPlace {}

    /** Where a button's form goes. */
    record Button(String name) implements KioskPlace {}

    Map<String, KioskPlace> PLACES = Map.ofEntries(
            Map.entry("/", new Page(Optional.empty())),
            Map.entry("/kiosk/en", new Page(Optional.of("en"))),
            Map.entry("/kiosk/de", new Page(Optional.of("de"))),
            Map.entry("/kiosk/events-en", new Events("en")),
            Map.entry("/kiosk/events-de", new Events("de")),
            Map.entry("/kiosk/page.css", new Part("page.css", "text/css; charset=utf-8")),
            Map.entry("/kiosk/page.js", new Part("page.js", "text/javascript; charset=utf-8")));

    Set<String> BUTTONS = Set.of("activate", "install", "later", "export");

    static Optional<KioskPlace> find(String path) {
        String button = path.startsWith("/kiosk/") ? path.substring("/kiosk/".length()) : "";
        return BUTTONS.contains(button) ? Optional.of(new Button(button)) : Optional.ofNullable(PLACES.get(path));
    }
}
