package dev.sgate.cli.demo;

/** What is broken on purpose, and really: each makes the step with its number fail. */
enum Sabotage {
    NONE(0, "nothing"),
    /** The license is minted with a key that the trust document does not know. */
    WRONG_KEY(1, "the license is signed with a key that is not in the trust document"),
    /** The appliance's settings hold a name that does not exist. */
    WRONG_SETTING(2, "the appliance's settings hold an unknown name"),
    /** The first stick is write-protected. */
    READ_ONLY_STICK(3, "the first stick is write-protected"),
    /** The second stick's binary works. */
    NO_CRASH(4, "the binary on the second stick does not crash"),
    /** The third stick's binary crashes, too. */
    THIRD_CRASHES(5, "the binary on the third stick crashes as well"),
    /** The license on the fourth stick is genuine. */
    NOT_TAMPERED(6, "the license on the fourth stick is genuine"),
    /** One byte of the journal is changed on its way to the vendor. */
    JOURNAL_EDITED(7, "a byte of the return journal is changed on its way");

    private final int step;
    private final String words;

    Sabotage(int step, String words) {
        this.step = step;
        this.words = words;
    }

    /** The sabotage of a step, 1 to 7; none for 0. */
    static Sabotage ofStep(int step) {
        return values()[step];
    }

    int step() {
        return step;
    }

    @Override
    public String toString() {
        return words;
    }
}
