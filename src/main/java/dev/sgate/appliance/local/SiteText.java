package dev.sgate.appliance.local;

import dev.sgate.license.PoolSeat;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.station.LicenseConfirming.Confirmation;
import dev.sgate.station.LicenseConfirming.Waiting;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.Sentences;
import dev.sgate.station.SiteSeats.Release;
import dev.sgate.station.SiteSeats.SeatLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What site IT is told about licenses that wait and about seats, in both forms. */
final class SiteText {
    private static final int DIGITS = 12;
    private static final String ROW = "%-12s  %-16s  %-20s  %-20s  %s";

    private SiteText() {}

    static Reply.Draft waiting(List<Waiting> waiting) {
        List<String> lines = new ArrayList<>();
        waiting.forEach(license -> lines.addAll(lines(license)));
        if (waiting.isEmpty()) {
            lines.add("no license waits for a confirmation");
        }
        return new Reply.Draft(
                Reply.DONE,
                Map.of("waiting", waiting.stream().map(SiteText::json).toList()),
                lines);
    }

    /** Expiry and device count, before anybody says yes (S31). */
    private static List<String> lines(Waiting license) {
        return List.of(
                "license " + license.licenseId(),
                CheckText.line("product", license.product()),
                CheckText.line("customer", license.customer()),
                CheckText.line("tier", license.tier()),
                CheckText.line("valid until", Payloads.time(license.validUntil())),
                CheckText.line("devices", license.seats() + ", of which taken: " + license.seatsTaken()));
    }

    private static Map<String, Object> json(Waiting license) {
        return Payloads.members(
                "licenseId", license.licenseId(),
                "serial", license.serial(),
                "product", license.product(),
                "customer", license.customer(),
                "tier", license.tier(),
                "validUntil", license.validUntil(),
                "seats", license.seats(),
                "seatsTaken", license.seatsTaken());
    }

    static Reply.Draft confirmed(Confirmation confirmation, Sentences sentences) {
        return switch (confirmation) {
            case Confirmation.Activated(Waiting license) ->
                new Reply.Draft(
                        Reply.DONE,
                        Map.of("activated", true, "licenseId", license.licenseId()),
                        List.of("activated: the license for " + license.product()
                                + " is confirmed, and this machine has its" + " seat"));
            case Confirmation.WithoutSeat(Waiting license, Refusal refusal) ->
                refused(license, refusal, true, sentences);
            case Confirmation.Declined(Waiting license, Refusal refusal) -> refused(license, refusal, false, sentences);
            case Confirmation.NothingWaits none ->
                Reply.Draft.said(
                        Reply.USAGE, "no such license waits for a confirmation; look again with `sgate activate`");
        };
    }

    private static Reply.Draft refused(Waiting license, Refusal refusal, boolean confirmed, Sentences sentences) {
        return new Reply.Draft(
                Reply.REFUSED,
                Payloads.members(
                        "activated", false,
                        "confirmed", confirmed,
                        "licenseId", license.licenseId(),
                        "code", refusal.code().word(),
                        "evidence", refusal.evidence().facts()),
                List.of(
                        (confirmed ? "confirmed, and without a seat: " : "not activated: ")
                                + sentences.what(refusal.code()),
                        CheckText.line("what to do", sentences.whatToDo(refusal.code())),
                        CheckText.line("code", refusal.code().word()),
                        CheckText.line("evidence", refusal.evidence().oneLine())));
    }

    static Reply.Draft seats(List<SeatLine> seats) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(ROW, "device", "product", "since", "lease until", "who"));
        seats.forEach(seat -> lines.add(row(seat)));
        return new Reply.Draft(
                Reply.DONE, Map.of("seats", seats.stream().map(SiteText::json).toList()), lines);
    }

    private static String row(SeatLine line) {
        PoolSeat seat = line.seat();
        return String.format(
                ROW,
                line.device().hex().substring(0, DIGITS),
                line.product(),
                Payloads.time(seat.since()),
                line.instance()
                        .map(instance -> Payloads.time(instance.expiresAt()))
                        .orElse("-"),
                who(line));
    }

    private static String who(SeatLine line) {
        String who = line.ownMachine()
                ? "this appliance"
                : line.name().map(Evidence::printable).orElse("an application");
        String bound = line.boundInAdvance() ? ", bound in advance" : "";
        String back = line.seat()
                .freeFrom()
                .map(free -> ", given back, free from " + Payloads.time(free))
                .orElse("");
        return who
                + line.instance().map(instance -> " at " + instance.address()).orElse("")
                + bound
                + back;
    }

    private static Map<String, Object> json(SeatLine line) {
        return Payloads.members(
                "licenseId", line.licenseId(),
                "product", line.product(),
                "device", line.device().hex(),
                "since", line.seat().since(),
                "appliance", line.ownMachine(),
                "boundInAdvance", line.boundInAdvance(),
                "freeFrom", line.seat().freeFrom(),
                "instanceId", line.instance().map(Instance::id),
                "name", line.name(),
                "address", line.instance().map(Instance::address),
                "lastContact", line.instance().map(Instance::issuedAt),
                "leaseUntil", line.instance().map(Instance::expiresAt));
    }

    /** @param done whether it was done, or would only come of it */
    static Reply.Draft release(Release release, boolean done) {
        return switch (release) {
            case Release.Freed freed -> freed(freed, done);
            case Release.OwnMachine own ->
                Reply.Draft.said(
                        Reply.USAGE, "this is the appliance's own seat: it takes it again with the next check");
            case Release.SeveralSeats(List<SeatLine> seats) ->
                Reply.Draft.said(Reply.USAGE, seats.size() + " seats begin like this; give more digits");
            case Release.NoSuchSeat none ->
                Reply.Draft.said(Reply.USAGE, "no seat is held by such a device; see `sgate seats list`");
        };
    }

    private static Reply.Draft freed(Release.Freed freed, boolean done) {
        SeatLine line = freed.seat();
        String free = Payloads.time(freed.freeFrom());
        List<String> lines = new ArrayList<>();
        lines.add((done ? "given back: the seat of " : "this takes back the seat of ")
                + line.device().hex().substring(0, DIGITS) + ", " + who(line));
        Optional<Instance> instance = line.instance();
        instance.ifPresent(held -> lines.add("  its application goes on until " + Payloads.time(held.expiresAt())
                + " at most, and must then be activated again"));
        lines.add("  another device may have the seat after " + free);
        return new Reply.Draft(
                Reply.DONE,
                Payloads.members(
                        "released", done,
                        "device", line.device().hex(),
                        "instanceId", instance.map(Instance::id),
                        "freeFrom", freed.freeFrom()),
                lines);
    }
}
