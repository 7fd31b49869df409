package dev.sgate.appliance.doctor;

/** What a check needs to look at cannot be opened; another check says what is wrong with that. */
final class CannotTell extends Exception {
    private static final long serialVersionUID = 1;

    CannotTell(String why) {
        super(why);
    }
}
