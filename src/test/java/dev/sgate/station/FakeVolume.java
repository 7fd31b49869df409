package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A stick in memory that can be pulled, lie, be full or write-protected. It notes what was opened, read and written. */
final class FakeVolume implements Volume {
    final Map<String, byte[]> files = new LinkedHashMap<>();
    final List<String> opened = new ArrayList<>();
    final List<String> written = new ArrayList<>();
    final Set<String> obstacles = new HashSet<>();
    /** Served instead once a file was looked at, to put it in order, and then opened. */
    final Map<String, byte[]> onceOpened = new LinkedHashMap<>();

    long bytesRead;
    boolean there = true;
    boolean writeProtected;
    boolean full;
    boolean released;
    int writesMax = Integer.MAX_VALUE;
    boolean releasable = true;
    Optional<Long> pulledAtByte = Optional.empty();
    Optional<Long> badSectorAtByte = Optional.empty();

    @Override
    public Listing list(int namesMax, int candidatesMax) throws IOException {
        requireThere();
        if (files.size() > namesMax) {
            return new Listing.TooMany(namesMax);
        }
        List<Path> candidates = files.keySet().stream()
                .filter(name -> name.matches("(?i).*[.]sg(lic|upd|sync|trust)"))
                .sorted()
                .map(Path::of)
                .toList();
        int handedOver = Math.min(candidates.size(), candidatesMax);
        return new Listing.Names(
                candidates.subList(0, handedOver), candidates.size() - handedOver, files.containsKey("SGATE-RETURN"));
    }

    @Override
    public InputStream read(Path name, long fromByte) throws IOException {
        requireThere();
        String file = name.toString();
        byte[] content = Collections.frequency(opened, file) > 1 && onceOpened.containsKey(file)
                ? onceOpened.get(file)
                : files.get(file);
        if (content == null) {
            throw new IOException("no such file");
        }
        opened.add(file);
        int from = (int) Math.min(fromByte, content.length);
        return new Faulty(new ByteArrayInputStream(content, from, content.length - from), from);
    }

    /** Counts what is read, and fails where the test wants it. */
    private final class Faulty extends FilterInputStream {
        private long at;

        Faulty(InputStream in, long at) {
            super(in);
            this.at = at;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            long end =
                    Math.min(at + length, pulledAtByte.or(() -> badSectorAtByte).orElse(Long.MAX_VALUE));
            if (end <= at && length > 0) {
                there = pulledAtByte.isEmpty();
                throw new IOException("Input/output error");
            }
            int read = super.read(buffer, offset, (int) (end - at));
            at += Math.max(0, read);
            bytesRead += Math.max(0, read);
            return read;
        }
    }

    @Override
    public boolean isThere() {
        return there;
    }

    @Override
    public boolean makeWritable() throws IOException {
        requireThere();
        return !writeProtected;
    }

    @Override
    public Optional<InputStream> readOwn(String name) throws IOException {
        requireThere();
        return obstacles.contains(name)
                ? Optional.empty()
                : Optional.ofNullable(files.get(name)).map(ByteArrayInputStream::new);
    }

    @Override
    public Verdict<String> write(String name, Content content) throws IOException {
        requireThere();
        if (obstacles.contains(name)) {
            return Verdict.refused(Refusal.of(RefusalCode.UNSAFE_MOUNT, "file", name));
        }
        if (full || written.size() >= writesMax) {
            return Verdict.refused(Refusal.of(RefusalCode.NO_SPACE, "file", name));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        files.put(name, bytes.toByteArray());
        written.add(name);
        return Verdict.accepted(name);
    }

    /** What a file holds, as text; empty text if there is none. */
    String text(String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    @Override
    public boolean release() throws IOException {
        requireThere();
        released = releasable;
        return releasable;
    }

    private void requireThere() throws IOException {
        if (!there) {
            throw new IOException("Transport endpoint is not connected");
        }
    }
}
