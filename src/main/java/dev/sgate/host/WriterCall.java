package dev.sgate.host;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Volume;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The daemon's side of a talk with a writer, for one stick that is writable as long as the talk lasts. For one thread. */
final class WriterCall implements Closeable {
    /** A stick may take minutes for a journal; a writer that hangs must not hold up the next stick for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final StickTalk talk;

    private WriterCall(StickTalk talk) {
        this.talk = talk;
    }

    /**
     * Asks for a stick.
     *
     * @return the call; empty if the stick cannot be written to
     * @throws IOException if there is no writer, or it does not find this stick
     */
    static Optional<WriterCall> open(Path socket, MountedDisk disk) throws IOException {
        WriterCall call = new WriterCall(new StickTalk(connect(socket), PATIENCE));
        try {
            call.talk.say(StickWords.OPEN, disk.name(), disk.device(), disk.diskSequence());
            List<String> answer = call.answer();
            if (answer.getFirst().equals(StickWords.READY)) {
                return Optional.of(call);
            }
            if (!answer.getFirst().equals(StickWords.PROTECTED)) {
                throw failed(answer);
            }
            call.close();
            return Optional.empty();
        } catch (IOException | RuntimeException failure) {
            call.close();
            throw failure;
        }
    }

    private static SocketChannel connect(Path socket) throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            throw new IOException("nobody writes to sticks: sgate-write.socket does not answer at " + socket, nobody);
        }
    }

    /** Whether the writer is still there and the stick writable. */
    boolean isOpen() {
        try {
            talk.say(StickWords.STILL);
            return answer().getFirst().equals(StickWords.READY);
        } catch (IOException gone) {
            return false;
        }
    }

    /** As {@link Volume#write}. */
    Verdict<String> write(String name, Volume.Content content) throws IOException {
        talk.say(StickWords.WRITE, name);
        OutputStream out = new Limited(talk.sending());
        try {
            content.writeTo(out);
            out.close();
        } catch (IOException | RuntimeException failure) {
            giveUp(failure);
            throw failure;
        }
        List<String> answer = answer();
        if (answer.getFirst().equals(StickWords.WRITTEN)) {
            return Verdict.accepted(name);
        }
        if (answer.getFirst().equals(StickWords.REFUSED)) {
            return Verdict.refused(refusal(answer));
        }
        throw failed(answer);
    }

    /** The content failed, or the talk itself; what happened first is what is told. */
    private void giveUp(Exception first) {
        try {
            talk.giveUpSending();
            answer();
        } catch (IOException also) {
            first.addSuppressed(also);
        }
    }

    private static Refusal refusal(List<String> answer) {
        Evidence facts = Evidence.none();
        for (int i = 2; i + 1 < answer.size(); i += 2) {
            facts = facts.and(answer.get(i), answer.get(i + 1));
        }
        String word = answer.size() < 2 ? "" : answer.get(1);
        return new Refusal(RefusalCode.find(word).orElse(RefusalCode.INTERNAL), facts);
    }

    /**
     * Asks to make the stick safe to pull, as the last thing of the talk.
     *
     * @return whether the writer says that it is
     */
    boolean release() throws IOException {
        talk.say(StickWords.RELEASE);
        List<String> answer = answer();
        return switch (answer.getFirst()) {
            case StickWords.RELEASED -> true;
            case StickWords.BUSY -> false;
            default -> throw failed(answer);
        };
    }

    private List<String> answer() throws IOException {
        return talk.hear().orElseThrow(() -> new EOFException("the writer of the stick ended without an answer"));
    }

    private static IOException failed(List<String> answer) {
        return new IOException(answer.size() == 2 ? answer.get(1) : "the writer of the stick says " + answer);
    }

    @Override
    public void close() throws IOException {
        talk.close();
    }

    /** Nothing of ours is longer: what is, is a mistake and never sent to its end. */
    private static final class Limited extends FilterOutputStream {
        private long bytes;

        Limited(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            count(1);
            out.write(one);
        }

        @Override
        public void write(byte[] from, int start, int length) throws IOException {
            count(length);
            out.write(from, start, length);
        }

        private void count(int more) throws IOException {
            bytes += more;
            if (bytes > StickWords.FILE_MAX_BYTES) {
                throw new IOException("longer than any file of ours");
            }
        }
    }
}
