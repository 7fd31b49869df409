package dev.sgate.appliance.kiosk;

/**
 * The page as a document. It is whole as it stands: without a program it loads itself anew every three seconds; with one, the parts
 * are put in place as they change.
 */
final class PageDocument {
    private PageDocument() {}

    /** @param run names this run of the appliance */
    static String of(Shown shown, PageTexts texts, String run) {
        return head(texts, "<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>")
                + "<body class=\"" + shown.mood() + "\" data-run=\"" + run + "\" data-at=\"" + shown.digest()
                + "\" data-language=\"" + texts.language() + "\" data-lost=\"" + Html.text(texts.raw("lost")) + "\">\n"
                + "<p id=\"lost\" role=\"alert\" hidden></p>\n"
                + "<main>\n"
                + part("div", "sign", "", shown)
                + part("div", "say", " role=\"status\" aria-live=\"polite\" aria-atomic=\"true\"", shown)
                + part("div", "progress", "", shown)
                + part("div", "ask", "", shown)
                + "</main>\n"
                + part("div", "plug", " role=\"status\" aria-live=\"assertive\" aria-atomic=\"true\"", shown)
                + "<footer>\n"
                + part("div", "more", "", shown)
                + "<nav><a href=\"/kiosk/" + texts.otherLanguage() + "\" lang=\"" + texts.otherLanguage() + "\">"
                + Html.text(texts.text("more.language")) + "</a></nav>\n"
                + "</footer>\n"
                + "<script src=\"/kiosk/page.js\"></script>\n"
                + "</body>\n</html>\n";
    }

    static String outdated(PageTexts texts) {
        return head(texts, "<meta http-equiv=\"refresh\" content=\"5; url=/kiosk/" + texts.language() + "\">")
                + "<body class=\"info plug-none\">\n<main>\n<div id=\"sign\">" + Icons.of(Mood.INFO) + "</div>\n"
                + "<div id=\"say\">" + Html.element("h1", texts.text("stale.say"))
                + Html.element("p class=\"todo\"", texts.text("stale.todo"))
                + "<p><a href=\"/kiosk/" + texts.language() + "\">" + Html.text(texts.text("stale.link")) + "</a></p>"
                + "</div>\n</main>\n</body>\n</html>\n";
    }

    private static String head(PageTexts texts, String more) {
        return "<!DOCTYPE html>\n<html lang=\"" + texts.language() + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>SGate</title>\n<link rel=\"icon\" href=\"data:,\">\n"
                + "<link rel=\"stylesheet\" href=\"/kiosk/page.css\">\n" + more + "\n</head>\n";
    }

    private static String part(String element, String id, String attributes, Shown shown) {
        return "<" + element + " id=\"" + id + "\"" + attributes + ">" + shown.part(id) + "</" + element + ">\n";
    }
}
