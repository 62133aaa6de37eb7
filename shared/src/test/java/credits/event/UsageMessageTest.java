package credits.wire;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.Reference;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.usage.Line;
import credits.usage.Unbookable.Reason;
import credits.usage.UsageReport;
import credits.wire.Reports.Case;
import credits.wire.UsageMessage.Invalid;
import credits.wire.UsageMessage.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageMessageTest {
    @Test
    void a_report_is_read_field_by_field() {
        var body = Reports.withLines("""
                {"operation": "translation.document", "quantity": "1250.5", "at": "2026-11-22T12:00:01.0019Z",
                 "member": "usr_giulia", "reference": "doc-42", "authorization": "aut_1"}""", "{\"operation\": \"query.run\", \"quantity\": \"1\"}");

        var message = UsageMessage.parse(body, "org_acme");

        assertThat(message)
                .isEqualTo(new Valid(new UsageReport(
                        UniqueId.parse(Reports.ID).orElseThrow(),
                        new OrganisationId("org_acme"),
                        "/features/translation",
                        Instant.parse("2026-11-22T12:00:03Z"),
                        List.of(
                                new Line(
                                        new Operation("translation.document"),
                                        Quantity.of("1250.5"),
                                        Instant.parse("2026-11-22T12:00:01.001Z"),
                                        Optional.of(new MemberId("usr_giulia")),
                                        Optional.of(new Reference("doc-42")),
                                        Optional.of(new AuthorizationId("aut_1"))),
                                new Line(
                                        new Operation("query.run"),
                                        Quantity.of("1"),
                                        Instant.parse("2026-11-22T12:00:03Z"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())))));
    }

    @ParameterizedTest
    @MethodSource("credits.wire.Reports#all")
    void every_message_is_a_report_or_has_the_code_of_what_is_wrong(Case expected) {
        var message = UsageMessage.parse(expected.body(), "org_acme");

        assertThat(code(message)).isEqualTo(expected.code());
    }

    @ParameterizedTest
    @MethodSource("credits.wire.Reports#all")
    void a_detail_is_a_short_line_that_any_message_attribute_can_carry(Case any) {
        var message = UsageMessage.parse(any.body(), "org_acme");

        if (message instanceof Invalid(var why)) assertThat(why.detail()).matches("[ -~]{10,200}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "1.0"                  | "2.0"                        | /specversion must be 1.0
            "quantity": "1250"     | "quantity": "0"              | /data/lines/0/quantity must be a decimal string
            "quantity": "1250"     | "quantitz": "1250"           | /data/lines/0/quantitz is unknown
            "quantity": "1250"     | "member": "m"                | /data/lines/0/quantity is missing
            "quantity": "1250"     | "quantity": 1250             | /data/lines/0/quantity must be a string
            "quantity": "1250"     | "a/b": "1250"                | /data/lines/0/a~1b is unknown
            "subject": "org_acme"  | "subject": "org acme"        | /subject organisation must be 1 to 64 of
            """)
    void a_detail_says_which_field_and_which_rule(String from, String to, String detail) {
        var message = UsageMessage.parse(Reports.with(from, to), "org_acme");

        assertThat(message)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.why().detail()).startsWith(detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org_globex", "ORG_ACME", "", "org_acme "})
    void a_report_sent_in_the_group_of_another_organisation_is_refused(String group) {
        var message = UsageMessage.parse(Reports.report(), group);

        assertThat(code(message)).isEqualTo(Reason.ORGANISATION_MISMATCH.code());
    }

    private static String code(UsageMessage message) {
        return switch (message) {
            case Valid _ -> "valid";
            case Invalid(var why) -> why.reason().code();
        };
    }
}
