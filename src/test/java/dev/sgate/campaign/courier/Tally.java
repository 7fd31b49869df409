package dev.sgate.campaign.courier;

/** What a run of the campaign did, in figures that add up over runs. */
final class Tally {
    long cases;
    long violations;
    long files;
    long split;
    long lost;
    long doubled;
    long late;
    long damaged;
    long copies;
    long imports;
    long atOnce;
    long acknowledged;
    long events;

    @Override
    public String toString() {
        return String.format(
                "%d histories, %d violations; %d files exported (%d exports split), %d lost, %d doubled, %d late,"
                        + " %d damaged, %d copied appliances; %d imports, %d by two at once; %d acknowledgements;"
                        + " %d events",
                cases,
                violations,
                files,
                split,
                lost,
                doubled,
                late,
                damaged,
                copies,
                imports,
                atOnce,
                acknowledged,
                events);
    }
}
