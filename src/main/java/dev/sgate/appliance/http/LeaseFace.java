package dev.sgate.appliance.http;

import dev.sgate.appliance.http.LeaseBody.Unreadable;
import dev.sgate.appliance.http.LeaseRoute.Action;
import dev.sgate.appliance.http.LeaseRoute.Keyset;
import dev.sgate.appliance.http.LeaseRoute.ProductAction;
import dev.sgate.station.leasing.Caller;
import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import dev.sgate.station.leasing.Leasing;
import dev.sgate.station.leasing.Leasing.TurnedAway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The lease routes (LEASE-PROTOCOL 2 and 3): who may ask, what is asked, and the answer of {@link Leasing} in the words of the
 * wire. The SDK key is looked at before anything else, so that a stranger learns nothing about tenants and products.
 */
final class LeaseFace implements Face {
    private static final String SDK_KEY = "X-Keylight-SDK-Key";
    private static final String REQUEST_ID = "X-Keylight-Request-Id";
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Map<String, String> CORS =
            Map.of("Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", "Retry-After, " + REQUEST_ID);

    private final Optional<SdkKey> sdkKey;
    private final Leasing leasing;
    private final Strangers strangers;
    private final ServiceLog log;

    LeaseFace(Optional<SdkKey> sdkKey, Leasing leasing, Strangers strangers, ServiceLog log) {
        this.sdkKey = sdkKey;
        this.leasing = leasing;
        this.strangers = strangers;
        this.log = log;
    }

    @Override
    public Answer answer(Ask ask) {
        Optional<LeaseRoute> route = LeaseRoute.find(ask.path());
        Answer answer = route.isPresent() ? crossOrigin(routed(ask, route.get())) : unrouted(ask);
        return requestId(ask).map(id -> answer.with(REQUEST_ID, id)).orElse(answer);
    }

    private Answer unrouted(Ask ask) {
        return mayAsk(ask) ? Answer.error(Answer.NOT_FOUND, "There is nothing at this address.") : stranger(ask);
    }

    private Answer routed(Ask ask, LeaseRoute route) {
        if (ask.method().equals("OPTIONS")) {
            return preflight(route);
        }
        return switch (route) {
            case Keyset keyset -> allowed(ask, route) ? keyset(keyset.tenant()) : notAllowed(route);
            case ProductAction action -> product(ask, action);
        };
    }

    private Answer product(Ask ask, ProductAction route) {
        if (!mayAsk(ask)) {
            return stranger(ask);
        }
        if (!allowed(ask, route)) {
            return notAllowed(route);
        }
        if (route.action() == Action.CONFIG) {
            return Answer.json(Answer.OK, Map.of());
        }
        try {
            return act(route, LeaseBody.read(ask.body()), caller(ask));
        } catch (Unreadable unreadable) {
            return Answer.error(Answer.BAD_REQUEST, unreadable.why());
        }
    }

    private Answer act(ProductAction route, LeaseBody body, Caller caller) throws Unreadable {
        return switch (route.action()) {
            case ACTIVATE -> {
                Activation request = activation(route, body);
                yield decided("activated", () -> leasing.activate(request, caller));
            }
            case VALIDATE -> {
                Validation request = validation(route, body);
                yield decided("valid", () -> leasing.validate(request, caller));
            }
            case DEACTIVATE -> {
                Deactivation request = deactivation(route, body);
                yield decided("deactivated", () -> leasing.deactivate(request, caller));
            }
            // anonymous and kept nowhere (LEASE-PROTOCOL 9.27)
            case KEYLESS, CONFIG -> Answer.json(Answer.OK, Map.of());
        };
    }

    private static Activation activation(ProductAction route, LeaseBody body) throws Unreadable {
        return new Activation(
                route.tenant(),
                route.product(),
                body.get("license_key"),
                body.find("instance_name"),
                body.find("machine_hash"));
    }

    private static Validation validation(ProductAction route, LeaseBody body) throws Unreadable {
        return new Validation(
                route.tenant(),
                route.product(),
                body.get("license_key"),
                body.get("instance_id"),
                body.find("machine_hash"));
    }

    private static Deactivation deactivation(ProductAction route, LeaseBody body) throws Unreadable {
        return new Deactivation(
                route.tenant(),
                route.product(),
                body.find("license_key"),
                body.get("instance_id"),
                body.find("machine_hash"));
    }

    private Answer keyset(String tenant) {
        return guarded(() -> leasing.keyset(tenant)
                .map(keyset -> Answer.json(Answer.OK, keyset.toPayload()))
                .orElseGet(() -> Answer.error(Answer.NOT_FOUND, "Tenant not found")));
    }

    private Answer decided(String verdict, Supplier<LeaseAnswer> decision) {
        return guarded(() -> LeaseWords.of(decision.get(), verdict));
    }

    /** A broken disk or a locked database is never told as a revocation (LEASE-PROTOCOL 9.17). */
    @SuppressWarnings("IllegalCatch")
    private Answer guarded(Supplier<Answer> answer) {
        try {
            return answer.get();
        } catch (RuntimeException broken) {
            log.failed("a lease request met a broken machine", broken);
            return LeaseWords.broken();
        }
    }

    private boolean mayAsk(Ask ask) {
        return sdkKey.isEmpty() || sdkKey.get().isShownIn(ask.header(SDK_KEY));
    }

    private Answer stranger(Ask ask) {
        Answer answer = Answer.error(Answer.UNAUTHORIZED, "Invalid or missing SDK key");
        return strangers.tell(TurnedAway.SDK_KEY, ask.from(), answer);
    }

    private static boolean allowed(Ask ask, LeaseRoute route) {
        return methods(route).contains(ask.method());
    }

    private static List<String> methods(LeaseRoute route) {
        boolean read = switch (route) {
            case Keyset keyset -> true;
            case ProductAction action -> action.action() == Action.CONFIG;
        };
        return read ? List.of("GET", "HEAD") : List.of("POST");
    }

    private static Answer notAllowed(LeaseRoute route) {
        String methods = String.join(", ", methods(route));
        return Answer.error(Answer.METHOD_NOT_ALLOWED, "This address takes " + methods + " alone.")
                .with("Allow", methods + ", OPTIONS");
    }

    /** What a browser asks before it sends the three headers (LEASE-PROTOCOL 9.10). */
    private static Answer preflight(LeaseRoute route) {
        String methods = String.join(", ", methods(route)) + ", OPTIONS";
        return Answer.empty()
                .with("Allow", methods)
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Allow-Headers", "Content-Type, " + SDK_KEY + ", " + REQUEST_ID)
                .with("Access-Control-Max-Age", "600");
    }

    private static Answer crossOrigin(Answer answer) {
        Answer open = answer;
        for (Map.Entry<String, String> header : CORS.entrySet()) {
            open = open.with(header.getKey(), header.getValue());
        }
        return open;
    }

    private static Caller caller(Ask ask) {
        return new Caller(ask.from().getHostAddress(), requestId(ask).orElse(""));
    }

    private static Optional<String> requestId(Ask ask) {
        return ask.header(REQUEST_ID).stream()
                .limit(1)
                .filter(id -> SAFE_ID.matcher(id).matches())
                .findFirst();
    }
}
