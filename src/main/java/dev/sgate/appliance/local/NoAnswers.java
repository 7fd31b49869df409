package dev.sgate.appliance.local;

import dev.sgate.appliance.local.Reply.Draft;
import dev.sgate.host.LocalSocket;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.util.List;
import java.util.Map;

/** In the place of {@link LocalQuestions} where the appliance cannot work: each question is told why, and what to do. */
public final class NoAnswers implements LocalSocket.Answering {
    private final String what;
    private final String next;

    /**
     * @param what is wrong
     * @param next what site IT does about it
     */
    public NoAnswers(String what, String next) {
        this.what = what;
        this.next = next;
    }

    @Override
    public byte[] answer(byte[] question, String user) {
        boolean json = Question.parse(question) instanceof Verdict.Accepted<Question>(Question asked) && asked.json();
        return new Draft(
                        Reply.BROKEN,
                        Map.of("code", RefusalCode.INTERNAL.word(), "message", what, "remedy", next),
                        List.of(what, CheckText.line("what to do", next)))
                .toBytes(json);
    }
}
