package dev.sgate.appliance.kiosk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what is known into the parts of the page, in one language. */
final class PageView {
    private static final int INSTALL_PARTS = 4;

    private final PageTexts texts;
    private final SceneWords words;
    private final Forms forms;
    private final Details details;

    /** @param token that the page's buttons must bring back */
    PageView(PageTexts texts, String token) {
        this.texts = texts;
        this.words = new SceneWords(texts);
        this.forms = new Forms(texts, token);
        this.details = new Details(texts, forms);
    }

    PageTexts texts() {
        return texts;
    }

    /** @param scene what {@code state} comes to */
    Shown show(Scene scene, KioskState state) {
        Scene.Plug plug = Scene.plug(state.board());
        Mood mood = Mood.of(scene);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("sign", Icons.of(mood));
        parts.put("say", say(words.of(scene, state.facts())));
        parts.put("progress", progress(scene));
        parts.put("ask", forms.of(scene));
        parts.put("plug", Icons.of(plug) + "<span>" + Html.text(words.of(plug)) + "</span>");
        parts.put("more", details.of(state, scene));
        return new Shown(mood.word() + " plug-" + plug.word(), parts);
    }

    /** The same in a few lines. */
    Announcement announce(Scene scene, KioskState state) {
        return new Announcement(words.of(scene, state.facts()), words.of(Scene.plug(state.board())));
    }

    private static String say(Words words) {
        return Html.element("h1", words.say())
                + Html.element("p class=\"why\"", words.why())
                + Html.element("p class=\"todo\"", words.todo());
    }

    private String progress(Scene scene) {
        return scene instanceof Scene.AtWork(Guest guest) ? steps(guest.stage()) + bar(guest.stage()) : "";
    }

    /** Where in the visit this is; told to who cannot see it by {@code aria-current}. */
    private String steps(Stage stage) {
        int now = switch (stage) {
            case Stage.Checking checking -> 0;
            case Stage.Copying copying -> 0;
            case Stage.Installing installing -> 1;
            case Stage.Returning returning -> 2;
            case Stage.Unreadable unreadable -> 3;
            case Stage.Over over -> 3;
        };
        List<String> names = List.of("step.check", "step.install", "step.receipt", "step.unplug");
        StringBuilder list = new StringBuilder("<ol class=\"steps\">");
        for (int step = 0; step < names.size(); step++) {
            list.append(
                            step == now
                                    ? "<li class=\"now\" aria-current=\"step\">"
                                    : step < now ? "<li class=\"done\">" : "<li>")
                    .append(Html.text(texts.text(names.get(step))))
                    .append("</li>");
        }
        return list.append("</ol>").toString();
    }

    private String bar(Stage stage) {
        return switch (stage) {
            case Stage.Checking(int files, int done)
            when files > 0 ->
                bar(done, files, texts.text("checking.count", text(Math.min(done + 1, files)), text(files)));
            case Stage.Copying copying ->
                bar(
                        copying.percent(),
                        100,
                        texts.text("copying.percent", text(copying.percent()), texts.size(copying.totalBytes())));
            case Stage.Returning returning -> "";
            case Stage.Checking checking -> "";
            case Stage.Unreadable unreadable -> "";
            case Stage.Over over -> "";
            case Stage.Installing(var phase, var app, var version) -> bar(done(phase), INSTALL_PARTS, "");
        };
    }

    /** Of {@link #INSTALL_PARTS}. */
    private static int done(Sight.Phase phase) {
        return switch (phase) {
            case PREPARING -> 1;
            case SWITCHING -> 2;
            case PROBING, GOING_BACK -> 3;
        };
    }

    private String bar(int value, int most, String label) {
        return "<progress max=\"" + most + "\" value=\"" + value + "\" aria-label=\""
                + Html.text(texts.text("step.now")) + "\"></progress>" + Html.element("p class=\"count\"", label);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
