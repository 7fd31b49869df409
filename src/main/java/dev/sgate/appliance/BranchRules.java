package dev.sgate.appliance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * Branches are written in outcomes and cover them: a {@code choice} directly follows the step it branches on and has one {@code
 * when} for each thing that step may hand on, and no {@code otherwise}.
 */
final class BranchRules {
    private final StepCatalog catalog;
    private final BiConsumer<RouteNode, String> fault;

    /** @param fault takes each node with a mistake, and the mistake */
    BranchRules(StepCatalog catalog, BiConsumer<RouteNode, String> fault) {
        this.catalog = catalog;
        this.fault = fault;
    }

    /** Checks what follows what in this list of siblings, and below. */
    void check(List<RouteNode> siblings, Set<Class<?>> handedIn) {
        Set<Class<?>> body = handedIn;
        for (RouteNode node : siblings) {
            switch (node.kind()) {
                case "choice" -> covers(node, body);
                case "filter" -> filter(node, body);
                default -> expression(node);
            }
            body = node.step()
                    .map(step -> catalog.steps().getOrDefault(step, Set.of()))
                    .orElse(body);
            for (RouteNode branch : node.kind().equals("choice") ? node.children() : List.of(node)) {
                check(branch.children(), body);
            }
            if (node.uri().filter(uri -> !uri.startsWith("seda:")).isPresent()) {
                // the other route may hand back anything
                body = Set.of();
            }
        }
    }

    private void filter(RouteNode node, Set<Class<?>> body) {
        outcome(node).ifPresent(name -> possible(node, name, body));
    }

    private void covers(RouteNode choice, Set<Class<?>> body) {
        List<String> branches = new ArrayList<>();
        for (RouteNode branch : choice.children()) {
            if (branch.kind().equals("otherwise")) {
                fault.accept(branch, "an <otherwise> hides outcomes; write one <when> for each");
            } else {
                outcome(branch).ifPresent(branches::add);
            }
        }
        if (body.isEmpty()) {
            fault.accept(choice, "a choice must directly follow the step whose outcomes it branches on");
            return;
        }
        Set<String> missing = names(body);
        branches.forEach(missing::remove);
        if (!missing.isEmpty()) {
            fault.accept(choice, "no <when> for " + String.join(", ", missing));
        }
        for (RouteNode branch : choice.children()) {
            branch.expression().ifPresent(word -> possible(branch, text(word), body));
        }
        if (Set.copyOf(branches).size() < branches.size()) {
            fault.accept(choice, "two <when> for one outcome");
        }
    }

    private void possible(RouteNode node, String name, Set<Class<?>> body) {
        if (catalog.outcomes().knows(name) && !names(body).contains(name)) {
            fault.accept(node, "the step before never hands on " + name + ", only " + names(body));
        }
    }

    private Optional<String> outcome(RouteNode node) {
        String language =
                node.expression().map(ExpressionDefinition::getLanguage).orElse("");
        if (!OutcomeLanguage.NAME.equals(language)) {
            fault.accept(node, "branches are written as <language language=\"outcome\">, not in " + language);
            return Optional.empty();
        }
        String name = node.expression().map(BranchRules::text).orElse("");
        if (!catalog.outcomes().knows(name)) {
            fault.accept(node, "no outcome is called " + name);
        }
        return Optional.of(name);
    }

    /** Where a value is needed, it is the body or a constant: nothing that computes. */
    private void expression(RouteNode node) {
        node.expression().ifPresent(written -> {
            boolean isBody =
                    "simple".equals(written.getLanguage()) && text(written).equals("${body}");
            if (!isBody && !"constant".equals(written.getLanguage())) {
                fault.accept(node, "only <simple>${body}</simple> and <constant> are allowed here");
            }
        });
    }

    private static String text(ExpressionDefinition written) {
        return String.valueOf(written.getExpression()).strip();
    }

    private static Set<String> names(Set<Class<?>> outcomes) {
        return outcomes.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }
}
