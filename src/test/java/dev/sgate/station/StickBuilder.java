package dev.sgate.station;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds sticks in words: with a license, with an update, with a truncated one. Keys are the test keys. */
final class StickBuilder {
    static final String LICENSE = "license.sglic";
    static final String UPDATE = "update.sgupd";

    private final FakeVolume volume = new FakeVolume();
    private NamedKey licenseKey = TestKeys.LICENSE_A;
    private NamedKey updateKey = TestKeys.UPDATE_A;

    static StickBuilder stick() {
        return new StickBuilder();
    }

    /** The bytes of an application of this version; another version is other bytes. */
    static byte[] binary(String version) {
        return ("#!/bin/sh\n# lamp " + version + "\nexec sleep 3600\n")
                .repeat(4_000)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Makes the sample update one of this version, issued at this time. */
    static Consumer<Map<String, Object>> release(String version, String issuedAt) {
        return payload -> {
            payload.put("issuedAt", issuedAt);
            Samples.in(payload, "app").put("version", version);
        };
    }

    static String folder(String version) {
        return version + "-" + Sha256.of(binary(version)).first8();
    }

    StickBuilder licensesSignedBy(NamedKey key) {
        licenseKey = key;
        return this;
    }

    StickBuilder updatesSignedBy(NamedKey key) {
        updateKey = key;
        return this;
    }

    StickBuilder license() {
        return license(Samples.AS_IT_IS);
    }

    StickBuilder license(Consumer<Map<String, Object>> change) {
        return file(LICENSE, license(change, Optional.empty(), new byte[0]));
    }

    StickBuilder licenseWithRelease(String version) {
        return licenseWithRelease(Samples.AS_IT_IS, release(version, Samples.MADE), version);
    }

    StickBuilder licenseWithRelease(
            Consumer<Map<String, Object>> license, Consumer<Map<String, Object>> update, String version) {
        byte[] attachment = binary(version);
        byte[] line = updateLine(update.andThen(forAttachment(attachment)));
        return file(LICENSE, license(license, Optional.of(Arrays.copyOf(line, line.length - 1)), attachment));
    }

    StickBuilder update(String version) {
        return update(version, Samples.MADE);
    }

    StickBuilder update(String version, String issuedAt) {
        return update(release(version, issuedAt), binary(version));
    }

    StickBuilder update(Consumer<Map<String, Object>> change, byte[] attachment) {
        return file(UPDATE, joined(updateLine(forAttachment(attachment).andThen(change)), attachment));
    }

    private static Consumer<Map<String, Object>> forAttachment(byte[] attachment) {
        return payload -> {
            Samples.in(payload, "app").put("length", attachment.length);
            Samples.in(payload, "app").put("sha256", Sha256.of(attachment).hex());
        };
    }

    private byte[] updateLine(Consumer<Map<String, Object>> change) {
        Map<String, Object> payload = Samples.update();
        change.accept(payload);
        return Sealer.seal(PayloadType.UPDATE, payload, List.of(updateKey));
    }

    private byte[] license(Consumer<Map<String, Object>> change, Optional<byte[]> updateLine, byte[] attachment) {
        Map<String, Object> payload = Samples.license();
        change.accept(payload);
        updateLine.ifPresent(line -> payload.put("update", Base64Text.encode(line)));
        return joined(Sealer.seal(PayloadType.LICENSE, payload, List.of(licenseKey)), attachment);
    }

    private static byte[] joined(byte[] line, byte[] attachment) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(line);
        file.writeBytes(attachment);
        return file.toByteArray();
    }

    StickBuilder trust(Consumer<Map<String, Object>> change, NamedKey... keys) {
        Map<String, Object> payload = Samples.trust();
        change.accept(payload);
        return file("keys.sgtrust", Sealer.seal(PayloadType.TRUST, payload, List.of(keys)));
    }

    StickBuilder file(String name, byte[] content) {
        volume.files.put(name, content);
        return this;
    }

    /** The file again under another name. */
    StickBuilder copied(String from, String to) {
        return file(to, content(from));
    }

    StickBuilder truncated(String name) {
        return file(name, Arrays.copyOf(content(name), content(name).length - 7));
    }

    StickBuilder withTrailingByte(String name) {
        return file(name, Arrays.copyOf(content(name), content(name).length + 1));
    }

    /** One bit of the last byte flipped. */
    StickBuilder withLastBitFlipped(String name) {
        byte[] flipped = content(name).clone();
        flipped[flipped.length - 1] ^= 1;
        return file(name, flipped);
    }

    /** One character of the payload changed, as text: the base64 stays base64. */
    StickBuilder withChangedPayload(String name) {
        byte[] changed = content(name).clone();
        int at = new String(changed, StandardCharsets.ISO_8859_1).indexOf("\"payload\":\"") + 40;
        changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
        return file(name, changed);
    }

    private byte[] content(String name) {
        return Objects.requireNonNull(volume.files.get(name), name);
    }

    FakeVolume plugged() {
        return volume;
    }
}
