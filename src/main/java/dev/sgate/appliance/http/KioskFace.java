package dev.sgate.appliance.http;

import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The page at the kiosk (BEHAVIOUR 5): for this machine alone. For everybody else, and for all other addresses, the next face
 * answers. Buttons are believed only with the page's own token and from the page's own origin: a web page elsewhere can send a form
 * here, but knows no token.
 */
final class KioskFace implements Face {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String ORIGIN_FAULT = "This button is for the appliance's own page alone.";
    private static final Map<String, String> SAFE = Map.of(
            "Cache-Control",
            "no-store",
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Kiosk kiosk;
    private final Listeners listeners;
    private final Face next;

    KioskFace(Kiosk kiosk, Face next) {
        this.kiosk = kiosk;
        this.listeners = new Listeners(kiosk);
        this.next = next;
    }

    @Override
    public Answer answer(Ask ask) {
        Optional<KioskPlace> place = KioskPlace.find(ask.path());
        if (place.isEmpty() || !ask.from().isLoopbackAddress()) {
            return next.answer(ask);
        }
        Answer answer = SameMachine.isMeant(ask)
                ? at(place.get(), ask)
                : Answer.error(Answer.MISDIRECTED, "This page does not go by that name.");
        Answer safe = answer;
        for (Map.Entry<String, String> header : SAFE.entrySet()) {
            safe = safe.with(header.getKey(), header.getValue());
        }
        return safe;
    }

    private Answer at(KioskPlace place, Ask ask) {
        String allowed = place instanceof KioskPlace.Button ? "POST" : "GET, HEAD";
        if (!allowed.contains(ask.method())) {
            return Answer.error(Answer.METHOD_NOT_ALLOWED, "This address takes " + allowed + " alone.")
                    .with("Allow", allowed);
        }
        return switch (place) {
            case KioskPlace.Page(var language) ->
                text(Answer.OK, HTML, kiosk.page(language.orElseGet(kiosk::language)));
            case KioskPlace.Events(var language) ->
                ask.method().equals("HEAD") ? Answer.empty() : listeners.answer(language);
            case KioskPlace.Part(var name, var type) -> part(name, type);
            case KioskPlace.Button(var name) -> button(name, ask);
        };
    }

    private static Answer text(int status, String type, String text) {
        return new Answer(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer part(String name, String type) {
        try (InputStream in = Kiosk.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the product lacks " + name);
            }
            return new Answer(Answer.OK, Map.of("Content-Type", type), in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Answer button(String name, Ask ask) {
        if (!SameMachine.isFromOwnPage(ask)) {
            return Answer.error(Answer.FORBIDDEN, ORIGIN_FAULT);
        }
        Optional<PostedForm> form = PostedForm.read(ask);
        if (form.isEmpty()) {
            return Answer.error(Answer.BAD_REQUEST, "This is not what the page's buttons send.");
        }
        String language = form.get().get("language");
        if (!form.get().shows(kiosk.token())) {
            return text(Answer.FORBIDDEN, HTML, kiosk.outdated(language));
        }
        return press(name, form.get())
                ? Answer.empty(Answer.SEE_OTHER).with("Location", language.equals("de") ? "/kiosk/de" : "/kiosk/en")
                : Answer.error(Answer.BAD_REQUEST, "This is not what the page's buttons send.");
    }

    /** Whether the form says what the button needs. */
    private boolean press(String name, PostedForm form) {
        return switch (name) {
            case "activate" -> activate(form);
            case "install" ->
                Sha256.find(form.get("digest"))
                        .map(digest -> done(() -> kiosk.install(form.get("app"), digest)))
                        .orElse(false);
            case "later" ->
                Sha256.find(form.get("digest"))
                        .map(digest -> done(() -> kiosk.later(digest)))
                        .orElse(false);
            default -> done(kiosk::export);
        };
    }

    private boolean activate(PostedForm form) {
        try {
            UUID license = UUID.fromString(form.get("license"));
            long serial = Long.parseLong(form.get("serial"));
            return done(() -> kiosk.activate(license, serial));
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
    }

    private static boolean done(Runnable deed) {
        deed.run();
        return true;
    }
}
