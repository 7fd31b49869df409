package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    private final TimeOrderedIds ids = new TimeOrderedIds(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    });

    @Test
    void areVersionSevenAndBeginWithTheTime() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void eachIsGreaterThanTheOneBefore() {
        String before = ids.next().toString();
        for (int i = 0; i < 20_000; i++) {
            if (i == 5_000) {
                millis.addAndGet(-3_600_000);
            } else if (i == 15_000) {
                millis.addAndGet(7_200_000);
            }
            String id = ids.next().toString();
            assertThat(id).isGreaterThan(before);
            before = id;
        }
    }
}
