package dev.sgate.appliance.kiosk;

import java.util.List;
import java.util.stream.Stream;

/**
 * The page without a page: for a text console, and for the status that systemd shows.
 *
 * @param words what happens
 * @param plug what to do with the stick
 */
public record Announcement(Words words, String plug) {
    /** The lines that are not empty, the sentence first. */
    public List<String> lines() {
        return Stream.of(words.say(), words.why(), words.todo(), plug)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
