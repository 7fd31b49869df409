package dev.sgate.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Runs the seven steps one after the other and says one plain line for each; the first that fails ends the demo. */
public final class Demo {
    /** One step: what it did, in a line for people. */
    private interface DemoStep {
        String run() throws IOException, StepFailed;
    }

    private Demo() {}

    /**
     * Runs the demo.
     *
     * @param commandLine runs the product's verbs
     * @param work an empty folder for everything it makes
     * @param sabotagedStep the step to break, 1 to 7; 0 for none
     * @return whether every step really happened
     */
    public static boolean run(CommandLineRunner commandLine, Path work, int sabotagedStep, PrintWriter out)
            throws IOException {
        Sabotage sabotage = Sabotage.ofStep(sabotagedStep);
        if (sabotage != Sabotage.NONE) {
            out.println("sabotage: " + sabotage);
        }
        try (MainJob job = new MainJob(commandLine, work, sabotage)) {
            List<DemoStep> steps = List.of(
                    job::mint, job::plugIn, job::install, job::rollBack, job::update, job::refuse, job::reconcile);
            for (int number = 1; number <= steps.size(); number++) {
                try {
                    out.println(
                            "step " + number + " ok: " + steps.get(number - 1).run());
                } catch (StepFailed | IOException e) {
                    out.println("step " + number + " failed: " + e.getMessage());
                    return false;
                }
            }
        }
        out.println("all seven steps happened");
        return true;
    }
}
