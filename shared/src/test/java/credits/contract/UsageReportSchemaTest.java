package credits.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import credits.wire.Reports;
import credits.wire.Reports.Case;
import credits.wire.UsageMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules for usage reports are in the schema, for senders, and in the parser, for us. These tests compare them.
class UsageReportSchemaTest {
    private static final Schema SCHEMA =
            Schemas.registry().getSchema(Schemas.resource("usage-report.schema.json"), InputFormat.JSON);

    @ParameterizedTest
    @MethodSource
    void schema_and_parser_say_the_same_of_a_report(Case report) {
        var errors = SCHEMA.validate(report.body(), InputFormat.JSON);

        assertThat(errors.isEmpty()).as("%s", errors).isEqualTo(report.code().equals("valid"));
    }

    static List<Case> schema_and_parser_say_the_same_of_a_report() {
        // Text that is not JSON or is too large is beyond a schema, as its description says.
        return Reports.all().stream()
                .filter(report -> report.code().equals("valid") || report.code().equals("invalid_report"))
                .toList();
    }

    @Test
    void the_schema_is_a_schema() {
        var metaSchema =
                Schemas.registry().getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(SCHEMA.getSchemaNode())).isEmpty();
    }

    @Test
    void the_schemas_example_is_a_report() {
        var example = SCHEMA.getSchemaNode().at("/examples/0").toString();

        assertThat(UsageMessage.parse(example, "org_acme")).isInstanceOf(UsageMessage.Valid.class);
        assertThat(SCHEMA.validate(example, InputFormat.JSON)).isEmpty();
    }
}
