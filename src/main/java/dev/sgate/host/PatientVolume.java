package dev.sgate.host;

import dev.sgate.seal.Verdict;
import dev.sgate.station.Volume;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A volume that is asked by a thread of its own, and given up if it does not answer; see {@link PatientVolumes}. */
final class PatientVolume implements Volume {
    private final StickThread thread;
    private final Future<Volume> volume;

    /** @param opening is called by the thread, first of all */
    PatientVolume(Callable<Volume> opening, StickThread thread) {
        this.thread = thread;
        this.volume = thread.begin(opening);
    }

    /** Something that is asked of the volume. */
    @FunctionalInterface
    private interface Question<T> {
        T to(Volume volume) throws IOException;
    }

    private <T> T ask(Question<T> question) throws IOException {
        return thread.call(() -> question.to(opened()));
    }

    /** On the thread itself, where opening has ended before anything else begins. */
    private Volume opened() throws IOException, InterruptedException {
        try {
            return volume.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    @Override
    public Listing list(int namesMax, int candidatesMax) throws IOException {
        return ask(stick -> stick.list(namesMax, candidatesMax));
    }

    @Override
    public InputStream read(Path name, long fromByte) throws IOException {
        return new PatientStream(ask(stick -> stick.read(name, fromByte)), thread);
    }

    /** One that was given up is as good as gone. */
    @Override
    public boolean isThere() {
        try {
            return ask(Volume::isThere);
        } catch (IOException noAnswer) {
            return false;
        }
    }

    @Override
    public boolean makeWritable() throws IOException {
        return ask(Volume::makeWritable);
    }

    @Override
    public Optional<InputStream> readOwn(String name) throws IOException {
        return ask(stick -> stick.readOwn(name)).map(own -> new PatientStream(own, thread));
    }

    @Override
    public Verdict<String> write(String name, Content content) throws IOException {
        return ask(stick -> stick.write(name, out -> content.writeTo(new Progressing(out))));
    }

    @Override
    public boolean release() throws IOException {
        return ask(Volume::release);
    }

    /** What is written while the thread is waited for: each part that was taken is progress, and none is once it was given up. */
    private final class Progressing extends FilterOutputStream {
        Progressing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            thread.requireAnswering();
            out.write(bytes, offset, length);
            thread.progressed();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }
}
