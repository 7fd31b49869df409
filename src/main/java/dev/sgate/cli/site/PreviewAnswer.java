package dev.sgate.cli.site;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.EventWords;
import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.station.JournalPreview;
import java.nio.charset.StandardCharsets;

/** All that an export would hold: for people in words, for programs byte for byte. */
final class PreviewAnswer {
    private final Console console;
    private final boolean json;

    PreviewAnswer(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void answer(JournalPreview preview) {
        if (json) {
            preview.envelopes().forEach(console::answer);
            preview.devices().forEach(device -> console.answer(new String(device.toLine(), StandardCharsets.UTF_8)));
            preview.events(event -> console.answer(event.text()));
        } else {
            preview.parts().forEach(this::part);
            preview.devices().forEach(this::device);
            preview.events(event -> {
                console.answer(EventWords.of(event));
                console.answer("  " + event.text());
            });
        }
    }

    private void part(SegmentTerms part) {
        console.answer("file " + part.part() + " of " + part.parts() + ", "
                + part.events()
                        .encryption()
                        .map(encryption -> "encrypted to the vendor's key " + encryption.keyid())
                        .orElse("signed and not encrypted"));
        console.answer("  appliance " + part.applianceId() + ", fingerprint " + part.fingerprint());
        console.answer("  export " + part.exportSerial() + " at " + Payloads.time(part.exportedAt()) + ", licenses "
                + part.bundleIds());
        console.answer("  events " + part.firstSeq() + " to " + part.lastSeq() + ", newest "
                + part.tip().seq() + " with head " + part.tip().head() + ", devices " + part.deviceCount());
    }

    private void device(DeviceLine device) {
        console.answer("device " + device.fingerprint() + ", seen first " + Payloads.time(device.firstSeen())
                + ", last " + Payloads.time(device.lastSeen()));
    }
}
