package dev.sgate.appliance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * A node of a route as the file has it. Camel's own lists leave out {@code when} and {@code otherwise}: here every element is a
 * node with its children.
 */
record RouteNode(OptionalIdentifiedDefinition<?> definition, List<RouteNode> children) {
    static RouteNode of(OptionalIdentifiedDefinition<?> definition) {
        return new RouteNode(
                definition, childrenOf(definition).map(RouteNode::of).toList());
    }

    private static Stream<? extends OptionalIdentifiedDefinition<?>> childrenOf(
            OptionalIdentifiedDefinition<?> definition) {
        return switch (definition) {
            case ChoiceDefinition choice ->
                Stream.concat(choice.getWhenClauses().stream(), Stream.ofNullable(choice.getOtherwise()));
            case WhenDefinition when -> when.getOutputs().stream();
            case OtherwiseDefinition otherwise -> otherwise.getOutputs().stream();
            case ProcessorDefinition<?> node -> node.getOutputs().stream();
            default -> Stream.empty();
        };
    }

    /** The element's name, e.g. {@code process}. */
    String kind() {
        return definition.getShortName();
    }

    /** The id as written in the file; empty if Camel would make one up. */
    Optional<String> id() {
        return definition.hasCustomIdAssigned() ? Optional.ofNullable(definition.getId()) : Optional.empty();
    }

    int line() {
        return definition.getLineNumber();
    }

    /** What a {@code process} calls. */
    Optional<String> step() {
        return definition instanceof ProcessDefinition process
                ? Optional.of(String.valueOf(process.getRef()))
                : Optional.empty();
    }

    /** The endpoint of {@code from}, {@code to} and their like. */
    Optional<String> uri() {
        return definition instanceof EndpointRequiredDefinition endpoint
                ? Optional.of(String.valueOf(endpoint.getEndpointUri()))
                : Optional.empty();
    }

    /** The expression of {@code when}, {@code filter}, {@code split}, {@code setBody}. */
    Optional<ExpressionDefinition> expression() {
        return definition instanceof HasExpressionType node
                ? Optional.ofNullable(node.getExpressionType())
                : Optional.empty();
    }

    /** This node and all below it, in the order of the file. */
    Stream<RouteNode> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(RouteNode::all));
    }
}
