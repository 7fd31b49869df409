package dev.sgate.host;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the daemon asks of a writer once the stick is found: request by request, to the last one. */
final class StickVisit {
    private static final int BUFFER_BYTES = 64 << 10;

    private final StickTalk talk;
    private final LinuxVolume volume;

    StickVisit(StickTalk talk, LinuxVolume volume) {
        this.talk = talk;
        this.volume = volume;
    }

    /** Serves until the daemon asks for the release, or hangs up. */
    void serve() throws IOException {
        if (!begin()) {
            return;
        }
        Optional<List<String>> line = talk.hear();
        while (line.isPresent() && answer(line.get())) {
            line = talk.hear();
        }
    }

    private boolean begin() throws IOException {
        try {
            boolean writable = volume.makeWritable();
            talk.say(writable ? StickWords.READY : StickWords.PROTECTED);
            return writable;
        } catch (IOException failure) {
            return failed(failure);
        }
    }

    /** Whether there may be another request. */
    private boolean answer(List<String> words) throws IOException {
        return switch (words.getFirst()) {
            case StickWords.STILL -> still();
            case StickWords.WRITE -> write(words.size() == 2 ? words.get(1) : "");
            case StickWords.RELEASE -> release();
            default -> failed(new IOException("unknown word"));
        };
    }

    private boolean still() throws IOException {
        talk.say(volume.isThere() ? StickWords.READY : StickWords.FAILED);
        return true;
    }

    private boolean release() throws IOException {
        try {
            talk.say(volume.release() ? StickWords.RELEASED : StickWords.BUSY);
            return false;
        } catch (IOException failure) {
            return failed(failure);
        }
    }

    private boolean failed(IOException failure) throws IOException {
        talk.say(StickWords.FAILED, reason(failure));
        return false;
    }

    private static String reason(IOException failure) {
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return text.substring(0, Math.min(text.length(), 500));
    }

    private boolean write(String name) throws IOException {
        Incoming file = new Incoming(talk.receiving());
        if (!StickWords.isOwnName(name)) {
            file.skip();
            talk.say(StickWords.FAILED, "that is no name of ours");
            return true;
        }
        try {
            Verdict<String> verdict = volume.write(name, file::copy);
            file.skip();
            tell(verdict);
        } catch (IOException failure) {
            file.skip();
            talk.say(StickWords.FAILED, reason(failure));
        }
        return true;
    }

    private void tell(Verdict<String> verdict) throws IOException {
        switch (verdict) {
            case Verdict.Accepted<String> accepted -> talk.say(StickWords.WRITTEN);
            case Verdict.Refused<String>(Refusal refusal) -> {
                List<String> words = new ArrayList<>(
                        List.of(StickWords.REFUSED, refusal.code().word()));
                refusal.evidence().facts().forEach((fact, value) -> words.addAll(List.of(fact, value)));
                talk.say(words.toArray(String[]::new));
            }
        }
    }

    /** A file that the daemon hands over; longer than any of ours, and the talk is over. */
    private static final class Incoming {
        private final InputStream in;
        private long bytes;

        Incoming(InputStream in) {
            this.in = in;
        }

        void copy(OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = next(buffer); read >= 0; read = next(buffer)) {
                out.write(buffer, 0, read);
            }
        }

        /** Takes what is left of it, for the daemon hears nothing before it has said everything. */
        void skip() throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                while (next(buffer) >= 0) {
                    // not wanted
                }
            } catch (StickTalk.GivenUpException alright) {
                return;
            }
        }

        private int next(byte[] buffer) throws IOException {
            int read = in.read(buffer);
            bytes += Math.max(0, read);
            if (bytes > StickWords.FILE_MAX_BYTES) {
                throw new IOException("longer than any file of ours");
            }
            return read;
        }
    }
}
