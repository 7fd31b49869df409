package dev.sgate.appliance.kiosk;

/** A shape for each mood, so that nobody needs the colour: drawn here, in lines of one width. */
final class Icons {
    private static final String BEGIN =
            "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\" focusable=\"false\" fill=\"none\" stroke=\"currentColor\""
                    + " stroke-width=\"4\" stroke-linecap=\"round\" stroke-linejoin=\"round\">";
    private static final String END = "</svg>";

    private Icons() {}

    static String of(Mood mood) {
        return BEGIN
                + switch (mood) {
                    // a stick below an arrow that leads into the machine
                    case READY ->
                        "<path d=\"M16 26h16v16a3 3 0 0 1-3 3H19a3 3 0 0 1-3-3zM19 26v-7h10v7M24 14V4M18 8l6-6 6 6\"/>";
                    // an hourglass
                    case WORK ->
                        "<path d=\"M12 4h24M12 44h24M15 4c0 10 6 14 9 20-3 6-9 10-9 20M33 4c0 10-6 14-9 20 3 6 9 10 9 20\"/>";
                    // a tick in a circle
                    case GOOD -> "<circle cx=\"24\" cy=\"24\" r=\"20\"/><path d=\"M14 25l7 7 13-15\"/>";
                    // an i in a square
                    case INFO ->
                        "<rect x=\"5\" y=\"5\" width=\"38\" height=\"38\" rx=\"5\"/><path d=\"M24 22v12M24 14v.1\"/>";
                    // a cross in an octagon
                    case BAD -> "<path d=\"M16 4h16l12 12v16L32 44H16L4 32V16zM17 17l14 14M31 17L17 31\"/>";
                    // a question mark in a speech bubble
                    case ASK ->
                        "<path d=\"M6 6h36v28H24l-10 9v-9H6z\"/><path d=\"M19 15a5 5 0 1 1 7 5c-2 1-2 2-2 3M24 28v.1\"/>";
                }
                + END;
    }

    static String of(Scene.Plug plug) {
        return BEGIN
                + switch (plug) {
                    // the sign of the key that gives things out
                    case SAFE -> "<path d=\"M24 8l16 20H8zM8 38h32\"/>";
                    // a closed lock
                    case LEAVE_IN -> "<path d=\"M10 22h28v20H10zM16 22v-6a8 8 0 0 1 16 0v6\"/>";
                    // an exclamation mark in a triangle
                    case UNSURE -> "<path d=\"M24 5l20 37H4zM24 18v12M24 36v.1\"/>";
                    case NONE -> "<path d=\"M10 24h28\"/>";
                }
                + END;
    }
}
