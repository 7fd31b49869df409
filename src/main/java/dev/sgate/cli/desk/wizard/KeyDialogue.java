package dev.sgate.cli.desk.wizard;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/** The form with arrow keys, on a terminal that can move its cursor. */
public final class KeyDialogue implements AutoCloseable {
    private static final long ESCAPE_WAIT_MILLIS = 150; // then it was the key, not the begin of an arrow

    private final Terminal terminal;

    private KeyDialogue(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The terminal that this process was started on; empty where it is none, or one that cannot move its cursor. */
    public static Optional<KeyDialogue> open() throws IOException {
        Terminal terminal =
                TerminalBuilder.builder().system(true).jni(true).dumb(true).build();
        boolean able = !terminal.getType().startsWith(Terminal.TYPE_DUMB)
                && terminal.getStringCapability(Capability.cursor_up) != null
                && terminal.getStringCapability(Capability.clr_eos) != null;
        if (able) {
            return Optional.of(new KeyDialogue(terminal));
        }
        terminal.close();
        return Optional.empty();
    }

    /** The answers; empty where the person left. */
    public Optional<Answers> ask(Offer offer) {
        Attributes before = terminal.enterRawMode();
        try {
            terminal.puts(Capability.keypad_xmit);
            return fillIn(Form.begin(new Questions(offer))).answers();
        } finally {
            terminal.puts(Capability.keypad_local);
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    private Form fillIn(Form first) {
        BindingReader reader = new BindingReader(terminal.reader());
        KeyMap<Key> keys = keys();
        Form form = first;
        int rows = 0;
        while (form.isOpen()) {
            rows = show(Screen.of(form), rows);
            Key key = reader.readBinding(keys);
            form = form.press(
                    switch (key) {
                        case null -> Key.Named.LEAVE; // the end of the input
                        case Key.Typed any ->
                            new Key.Typed(reader.getLastBinding().charAt(0));
                        case Key.Named named -> named;
                    });
        }
        show(List.of(), rows);
        return form;
    }

    /** Draws the lines in the place of what was drawn before, whole: a reader of screens then hears whole lines. */
    private int show(List<String> lines, int rowsBefore) {
        terminal.writer().print('\r');
        for (int row = 0; row < rowsBefore; row++) {
            terminal.puts(Capability.cursor_up);
        }
        terminal.puts(Capability.clr_eos);
        lines.forEach(line -> terminal.writer().print(line + "\r\n"));
        terminal.flush();
        int width = Math.max(1, terminal.getWidth());
        return lines.stream()
                .mapToInt(line -> Math.max(1, (line.length() + width - 1) / width))
                .sum();
    }

    private KeyMap<Key> keys() {
        KeyMap<Key> keys = new KeyMap<>();
        keys.setAmbiguousTimeout(ESCAPE_WAIT_MILLIS);
        bindArrow(keys, Key.Named.UP, Capability.key_up, 'A');
        bindArrow(keys, Key.Named.DOWN, Capability.key_down, 'B');
        bindArrow(keys, Key.Named.RIGHT, Capability.key_right, 'C');
        bindArrow(keys, Key.Named.LEFT, Capability.key_left, 'D');
        keys.bind(Key.Named.ENTER, "\r", "\n");
        keys.bind(Key.Named.BACKSPACE, KeyMap.del(), KeyMap.ctrl('H'));
        keys.bind(Key.Named.ESCAPE, KeyMap.esc());
        keys.bind(Key.Named.LEAVE, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
        KeyMap.range(" -~").forEach(letter -> keys.bind(new Key.Typed(letter.charAt(0)), letter));
        return keys;
    }

    /** As the terminal's description says, and as nearly all terminals send it in either of their two modes. */
    private void bindArrow(KeyMap<Key> keys, Key key, Capability described, char letter) {
        keys.bind(key, "\033[" + letter, "\033O" + letter);
        String sequence = KeyMap.key(terminal, described);
        if (sequence != null) {
            keys.bind(key, sequence);
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
