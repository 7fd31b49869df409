package dev.sgate.appliance.kiosk;

/**
 * What a scene says.
 *
 * @param say the one sentence
 * @param why what is behind it; may be empty
 * @param todo what a person does now; may be empty
 */
public record Words(String say, String why, String todo) {
    static Words of(String say, String todo) {
        return new Words(say, "", todo);
    }
}
