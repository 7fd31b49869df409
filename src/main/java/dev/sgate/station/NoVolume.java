package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The volume of work that goes on after a restart: the stick is not there, and nobody looks for it. */
final class NoVolume implements Volume {
    @Override
    public Listing list(int namesMax, int candidatesMax) throws IOException {
        throw gone();
    }

    @Override
    public InputStream read(Path name, long fromByte) throws IOException {
        throw gone();
    }

    @Override
    public boolean isThere() {
        return false;
    }

    @Override
    public boolean makeWritable() {
        return false;
    }

    @Override
    public Optional<InputStream> readOwn(String name) {
        return Optional.empty();
    }

    @Override
    public Verdict<String> write(String name, Content content) {
        return Verdict.refused(Refusal.of(RefusalCode.VOLUME_GONE));
    }

    @Override
    public boolean release() {
        return true;
    }

    private static IOException gone() {
        return new IOException("there is no stick");
    }
}
