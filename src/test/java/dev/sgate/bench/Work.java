package dev.sgate.bench;

/** Something that is measured. */
@FunctionalInterface
interface Work {
    void run() throws Exception;

    /** Wall nanoseconds of one run. */
    static double wall(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
