package dev.sgate.station;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs that must not stay (THREATS M16, and more): each with the health check that finds it out. */
final class BadApplications {
    /** One that is not to stay. */
    record Bad(String name, byte[] program, Map<String, Object> healthCheck) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String SHELL = "#!/bin/sh\n";
    private static final Map<String, Object> ALIVE =
            Samples.members("type", "alive", "seconds", 1, "timeoutSeconds", 1);

    /** Answers on a port, as the script says, to one after the other. */
    private static final String SERVER = """
            #!/usr/bin/perl
            use IO::Socket::INET;
            my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1', LocalPort => PORT, ReuseAddr => 1) or exit 9;
            while (my $c = $s->accept) { ANSWER; close $c; }
            """;

    private final List<Bad> all = new ArrayList<>();
    private int port;

    private BadApplications(int firstPort) {
        this.port = firstPort;
    }

    /** @param firstPort from here on, each one that answers has a port of its own */
    static List<Bad> all(int firstPort) throws IOException {
        BadApplications bad = new BadApplications(firstPort);
        bad.endings();
        bad.children();
        bad.programsThatAreNone();
        bad.checks();
        bad.answers();
        bad.greedy();
        bad.vandals();
        return List.copyOf(bad.all);
    }

    private void add(String name, String script, Map<String, Object> healthCheck) {
        all.add(new Bad(name, script.getBytes(UTF_8), healthCheck));
    }

    private void shell(String name, String script) {
        add(name, SHELL + script + "\n", ALIVE);
    }

    private void endings() {
        shell("exits with 0 at once", "exit 0");
        shell("exits with 1", "exit 1");
        shell("exits with 255", "exit 255");
        shell("SIGSEGV", "kill -SEGV $$; sleep 9");
        shell("SIGABRT", "kill -ABRT $$; sleep 9");
        shell("SIGKILL", "kill -KILL $$; sleep 9");
        shell("SIGTERM to itself", "kill -TERM $$; sleep 9");
        shell("crashes at the last moment of its probation", "sleep 0.9; exit 7");
        shell("a syntax error", "if then fi (");
        shell("a file that is not there", ". ./no-such-settings");
        shell("wants a terminal", "read answer </dev/tty");
        shell("closes its output and ends", "exec >&- 2>&-; exit 3");
        shell("kills its process group", "sleep 600 & kill -KILL 0; sleep 9");
    }

    private void children() {
        shell("forks away", "sleep 600 & exit 0");
        shell("daemonizes", "setsid sleep 600 & exit 0");
        shell("daemonizes twice", "setsid sh -c 'setsid sleep 600 & exit 0' & exit 0");
        shell("leaves a hundred children", "for i in $(seq 100); do sleep 600 & done; exit 1");
        shell("is the parent of zombies", "for i in 1 2 3 4 5; do true & done; exec sleep 0.3");
        shell("ignores SIGTERM, and so do its children", "trap '' TERM; (while :; do sleep 1; done) & exit 1");
    }

    private void programsThatAreNone() throws IOException {
        add("a missing interpreter", "#!/no/such/interpreter\n", ALIVE);
        add("an interpreter with a carriage return", "#!/bin/sh\r\nexec sleep 600\r\n", ALIVE);
        add("an empty line", "\n", ALIVE);
        add("a text", "This is not a program.\n", ALIVE);
        byte[] elsewhere = new byte[4096];
        byte[] head = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        System.arraycopy(head, 0, elsewhere, 0, head.length);
        elsewhere[16] = 2;
        elsewhere[18] = (byte) 0xF3; // RISC-V
        all.add(new Bad("a program for another processor", elsewhere, ALIVE));
        all.add(new Bad("a program that is cut off", new byte[] {0x7f, 'E', 'L', 'F'}, ALIVE));
        lackingItsLibrary().ifPresent(program -> all.add(new Bad("lacks a library", program, ALIVE)));
    }

    private static Optional<byte[]> lackingItsLibrary() throws IOException {
        String sleep = Files.readString(Path.of("/bin/sleep").toRealPath(), ISO_8859_1);
        return sleep.contains("libc.so.6")
                ? Optional.of(sleep.replace("libc.so.6", "libq.so.6").getBytes(ISO_8859_1))
                : Optional.empty();
    }

    private void checked(String name, String check, String script) {
        add(name, SHELL + "if [ \"$1\" = --check ]; then " + check + "; fi\n" + script + "\n", RealSite.ASKED);
    }

    private void checks() {
        checked("hangs before it is ready", "exit 1", "exec sleep 600");
        checked("its check hangs", "exec sleep 600", "exec sleep 600");
        checked("its check ends too late", "sleep 3; exit 0", "exec sleep 600");
        checked("its check crashes", "kill -SEGV $$", "exec sleep 600");
        checked("its check kills it", "kill -KILL $(cut -d' ' -f1 ../../running); exit 0", "exec sleep 600");
        checked("its sign of life is old", "test -n \"$(find alive -newermt '-1 minute')\"", """
                touch -d '1 hour ago' alive
                exec sleep 600""");
        checked("ignores SIGTERM", "exit 1", "trap '' TERM; while :; do sleep 1; done");
        checked("loses the record of its process", "exit 1", "rm -f ../../running; exec sleep 600");
    }

    private void answers(String name, String answer) {
        add(name, SERVER.replace("PORT", Integer.toString(++port)).replace("ANSWER", answer), http(port));
    }

    private static Map<String, Object> http(int port) {
        return Samples.members("type", "http", "url", "http://127.0.0.1:" + port + "/", "timeoutSeconds", 1);
    }

    private void answers() {
        add("never answers", SHELL + "exec sleep 600\n", http(++port));
        answers("answers 500", "print $c \"HTTP/1.1 500 No\\r\\n\\r\\n\"");
        answers(
                "answers with another address",
                "print $c \"HTTP/1.1 302 There\\r\\nLocation: http://127.0.0.1/\\r\\n\\r\\n\"");
        answers("answers garbage", "print $c \"\\x00\\xff 200 OK\\r\\n\"");
        answers("answers half a line", "print $c \"HTTP/1.1 20\"");
        answers("answers slowly", "sleep 600");
        answers("answers, and is dead then", "exit 5");
    }

    private void greedy() {
        shell("floods the log", "head -c 20000000 /dev/zero | tr '\\0' x; exit 1");
        shell("eats memory", "ulimit -v 200000; exec perl -e '$x = \"x\" x (1 << 29); sleep 600'");
        shell("fills its folder", "head -c 50000000 /dev/zero >\"$HOME/full\"; exit 1");
    }

    private void vandals() {
        shell("changes its own folder", "mkdir deep; echo more >deep/more; chmod 0 deep; exit 1");
        shell("deletes its own program", "rm -f \"$0\"; exit 1");
        shell("deletes its own folder", "rm -rf \"$PWD\"; exit 1");
        shell("renames current", "mv ../../current ../../moved; exit 1");
        shell("points current elsewhere", "ln -sfn /tmp ../../current; exit 1");
    }
}
