package dev.sgate.appliance;

import dev.sgate.station.Step;
import dev.sgate.station.Visit;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Files of one visit on their way between Camel, which hands them over one by one, and the steps. */
sealed interface Gathered {
    Visit visit();

    /** More files of this visit come. */
    record AwaitingMore(Visit visit) implements Gathered {}

    /** The volume went before all files of this visit were handed over. */
    record CutShort(Visit visit) implements Gathered {}

    /** A name that the scan found, to be opened. */
    record Candidate(Visit visit, Path name) implements Gathered {}

    /** All files of this visit; splits into {@link Candidate}s. */
    record CandidatesGathered(Visit visit, List<Path> names) implements Gathered, Iterable<Candidate> {
        public CandidatesGathered {
            names = List.copyOf(names);
        }

        @Override
        public Iterator<Candidate> iterator() {
            return names.stream().map(name -> new Candidate(visit, name)).iterator();
        }
    }

    /** The files that were opened, in the order of precedence; splits into them. */
    record FilesInOrder(Visit visit, List<Step.Opened> files) implements Gathered, Iterable<Step.Opened> {
        public FilesInOrder {
            files = List.copyOf(files);
        }

        @Override
        public Iterator<Step.Opened> iterator() {
            return files.iterator();
        }
    }
}
