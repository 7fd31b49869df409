package dev.sgate.station;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Staging slots in memory, with a disk that can be small and can break. */
final class MemoryStaging implements Staging {
    private record Key(String slot, Part part) {}

    private final Map<Key, byte[]> parts = new LinkedHashMap<>();
    long usableBytes = 1L << 30;
    boolean broken;
    boolean fillsUp;
    boolean keepsSlots;
    final Set<String> stuck = new HashSet<>();

    @Override
    public long usableBytes() {
        return usableBytes;
    }

    @Override
    public Writing write(String slot, Part part) throws IOException {
        if (broken) {
            throw new IOException("Read-only file system");
        }
        parts.put(new Key(slot, part), new byte[0]);
        return new Growing(new Key(slot, part));
    }

    private final class Growing extends Writing {
        private final Key key;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Growing(Key key) {
            this.key = key;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            if (fillsUp && key.part() == Part.ATTACHMENT) {
                usableBytes = 0;
                throw new IOException("No space left on device");
            }
            bytes.write(buffer, offset, length);
        }

        @Override
        public void sync() {
            parts.put(key, bytes.toByteArray());
        }

        @Override
        public void close() {
            parts.put(key, bytes.toByteArray());
        }
    }

    @Override
    public InputStream read(String slot, Part part) throws IOException {
        byte[] bytes = parts.get(new Key(slot, part));
        if (bytes == null) {
            throw new IOException("no such slot");
        }
        return new ByteArrayInputStream(bytes);
    }

    byte[] attachment(String slot) {
        return parts.getOrDefault(new Key(slot, Part.ATTACHMENT), new byte[0]);
    }

    @Override
    public void discard(String slot) throws IOException {
        if (keepsSlots || stuck.contains(slot)) {
            throw new IOException("Structure needs cleaning");
        }
        parts.keySet().removeIf(key -> key.slot().equals(slot));
    }

    @Override
    public List<String> slots() {
        return parts.keySet().stream().map(Key::slot).distinct().toList();
    }
}
