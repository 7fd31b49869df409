package dev.sgate.appliance.doctor;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import dev.sgate.seal.Payloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all checks found, in their order. */
public record Examination(List<Diagnosis> diagnoses) {
    public Examination {
        diagnoses = List.copyOf(diagnoses);
    }

    /** The gravest of what was found; empty where all is healthy. What could not be looked at is to be looked at. */
    public Optional<Weight> gravest() {
        if (!faults(Weight.BROKEN).isEmpty()) {
            return Optional.of(Weight.BROKEN);
        }
        boolean healthy = faults(Weight.LOOK).isEmpty() && unknown().isEmpty();
        return healthy ? Optional.empty() : Optional.of(Weight.LOOK);
    }

    private List<Diagnosis> faults(Weight weight) {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.finding() instanceof Finding.Fault)
                .filter(diagnosis -> diagnosis.check().weight() == weight)
                .toList();
    }

    private List<Diagnosis> unknown() {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.finding() instanceof Finding.Unknown)
                .toList();
    }

    /** Lines for people: faults, the broken ones first, then what could not be looked at and why, then how many there were. */
    public List<String> toLines() {
        List<String> lines = new ArrayList<>();
        faults(Weight.BROKEN).forEach(fault -> lines.addAll(fault.toLines()));
        faults(Weight.LOOK).forEach(fault -> lines.addAll(fault.toLines()));
        unknown().stream()
                .collect(groupingBy(
                        Diagnosis::toLine,
                        LinkedHashMap::new,
                        mapping(unknown -> unknown.check().name(), joining(", "))))
                .forEach((why, names) -> lines.add(why + "; not looked for: " + names));
        lines.add(sum());
        return lines;
    }

    private String sum() {
        int found = faults(Weight.BROKEN).size() + faults(Weight.LOOK).size();
        return diagnoses.size() + " faults looked for, " + (found == 0 ? "none" : found) + " found"
                + (unknown().isEmpty() ? "" : ", " + unknown().size() + " could not be looked for");
    }

    /** All of it, healthy or not; the shape is {@code doctor.schema.json}. */
    public Map<String, Object> toJson() {
        return Payloads.members(
                "healthy",
                gravest().isEmpty(),
                "gravest",
                gravest().map(Weight::word),
                "checks",
                diagnoses.stream().map(Diagnosis::toJson).toList());
    }
}
