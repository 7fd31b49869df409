package dev.sgate.appliance.kiosk;

import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.LicenseConfirming;
import java.util.Map;
import java.util.TreeMap;

/** The page's buttons: each a form of its own, with the token that no other site's page knows (BEHAVIOUR 5). */
final class Forms {
    private final PageTexts texts;
    private final String token;

    Forms(PageTexts texts, String token) {
        this.texts = texts;
        this.token = token;
    }

    /** What a scene asks for; empty for most. */
    String of(Scene scene) {
        return switch (scene) {
            case Scene.AsksLicense(var license) -> terms(license) + activate(license);
            case Scene.AsksUpdate(var update) -> install(update, "yes") + later(update);
            default -> "";
        };
    }

    /** Expiry and device count before anybody says yes (S31). */
    private String terms(LicenseConfirming.Waiting license) {
        return "<dl>" + row("ask-license.product", license.product())
                + row("ask-license.customer", license.customer())
                + row("ask-license.until", texts.day(license.validUntil()))
                + row(
                        "ask-license.devices",
                        texts.text(
                                "ask-license.devices.value",
                                Long.toString(license.seats()),
                                Long.toString(license.seatsTaken())))
                + "</dl>";
    }

    private String row(String key, String value) {
        return Html.element("dt", texts.text(key)) + Html.element("dd", value);
    }

    private String activate(LicenseConfirming.Waiting license) {
        return form(
                "activate",
                "ask-license.yes",
                "yes",
                Map.of("license", license.licenseId().toString(), "serial", Long.toString(license.serial())));
    }

    /** @param look {@code yes} where it is the answer to the page's question, {@code quiet} elsewhere */
    String install(WaitingUpdate update, String look) {
        return form("install", "ask-update.yes", look, named(update));
    }

    private String later(WaitingUpdate update) {
        return form("later", "ask-update.no", "no", named(update));
    }

    private static Map<String, String> named(WaitingUpdate update) {
        return Map.of("app", update.appName(), "digest", update.digest().hex());
    }

    /** The journal for the vendor, on the stick that is in or on the next one (S57). */
    String export() {
        return form("export", "more.export", "quiet", Map.of());
    }

    private String form(String action, String label, String look, Map<String, String> values) {
        StringBuilder form = new StringBuilder("<form method=\"post\" action=\"/kiosk/")
                .append(action)
                .append("\">")
                .append(hidden("token", token))
                .append(hidden("language", texts.language()));
        new TreeMap<>(values).forEach((name, value) -> form.append(hidden(name, value)));
        return form.append("<button class=\"")
                .append(look)
                .append("\">")
                .append(Html.text(texts.text(label)))
                .append("</button></form>")
                .toString();
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.text(value) + "\">";
    }
}
