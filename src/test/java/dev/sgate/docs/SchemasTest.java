package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sgate.seal.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The payloads shown in docs/formats.md fit the JSON Schemas; and the schemas refuse a payload that lacks a member. */
class SchemasTest {
    private static final Path SCHEMAS = Page.HOME.resolve("src/main/resources/dev/sgate/schemas");

    @TestFactory
    Stream<DynamicTest> eachPayloadShownFitsItsSchema() {
        return FormatSamples.payloads().keySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind, () -> {
                    String shown = Page.read("docs/formats.md")
                            .samples("json " + kind + ".payload")
                            .get(0);
                    assertThat(schema(kind).validate(shown, InputFormat.JSON)).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachEnvelopeShownFitsItsSchema() {
        return FormatSamples.payloads().keySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind, () -> {
                    String shown = Page.read("docs/formats.md")
                            .samples("json " + kind + ".envelope")
                            .get(0);
                    assertThat(schema("envelope").validate(shown, InputFormat.JSON))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachSchemaAsksForEachMemberShown() {
        return FormatSamples.payloads().entrySet().stream()
                .flatMap(kind -> kind.getValue().keySet().stream()
                        .map(member -> DynamicTest.dynamicTest(kind.getKey() + " without " + member, () -> {
                            Map<String, Object> less = new LinkedHashMap<>(kind.getValue());
                            less.remove(member);
                            String json = new String(Payloads.toJson(less), StandardCharsets.UTF_8);
                            assertThat(schema(kind.getKey()).validate(json, InputFormat.JSON))
                                    .isNotEmpty();
                        })));
    }

    private static Schema schema(String kind) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMAS.resolve(kind + ".schema.json")));
    }
}
