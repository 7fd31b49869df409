package dev.sgate.appliance;

import dev.sgate.seal.Verdict;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A volume that is not there any more. */
final class AbsentVolume implements Volume {
    @Override
    public Listing list(int namesMax, int candidatesMax) {
        return new Listing.Names(List.of(), 0, false);
    }

    @Override
    public InputStream read(Path name, long fromByte) throws IOException {
        throw new IOException("gone");
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
    public Verdict<String> write(String name, Content content) throws IOException {
        throw new IOException("gone");
    }

    @Override
    public boolean release() {
        return false;
    }
}
