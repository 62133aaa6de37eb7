package credits.event;

import static org.assertj.core.api.Assertions.assertThat;

import credits.event.UsageMessage.Invalid;
import credits.event.UsageMessage.Valid;
import credits.event.UsageMessageCases.MessageCase;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.money.Quantity;
import credits.usage.ReportRejection.RejectionReason;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
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
    void a_report_is_parsed_field_by_field() {
        var body = UsageMessageCases.withLines("""
                {"operation": "translation.document", "quantity": "1250.5", "at": "2026-11-22T12:00:01.0019Z",
                 "member": "usr_giulia", "reference": "doc-42", "authorization": "aut_1"}""", "{\"operation\": \"query.run\", \"quantity\": \"1\"}");

        var message = UsageMessage.parse(body, "org_acme");

        assertThat(message)
                .isEqualTo(new Valid(new UsageReport(
                        UniqueId.parse(UsageMessageCases.ID).orElseThrow(),
                        new OrganisationId("org_acme"),
                        "/features/translation",
                        Instant.parse("2026-11-22T12:00:03Z"),
                        List.of(
                                new UsageLine(
                                        new Operation("translation.document"),
                                        Quantity.of("1250.5"),
                                        Instant.parse("2026-11-22T12:00:01.001Z"),
                                        Optional.of(new MemberId("usr_giulia")),
                                        Optional.of(new UsageReference("doc-42")),
                                        Optional.of(new AuthorizationId("aut_1"))),
                                new UsageLine(
                                        new Operation("query.run"),
                                        Quantity.of("1"),
                                        Instant.parse("2026-11-22T12:00:03Z"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())))));
    }

    @ParameterizedTest
    @MethodSource("credits.event.UsageMessageCases#all")
    void every_message_is_a_report_or_has_a_rejection_code(MessageCase expected) {
        var message = UsageMessage.parse(expected.body(), "org_acme");

        assertThat(code(message)).isEqualTo(expected.code());
    }

    @ParameterizedTest
    @MethodSource("credits.event.UsageMessageCases#all")
    void a_detail_is_short_printable_text_that_fits_a_message_attribute(MessageCase any) {
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
    void a_detail_names_the_field_and_the_rule(String from, String to, String detail) {
        var message = UsageMessage.parse(UsageMessageCases.with(from, to), "org_acme");

        assertThat(message)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.rejection().detail()).startsWith(detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org_globex", "ORG_ACME", "", "org_acme "})
    void a_report_sent_in_another_organisations_group_is_rejected(String group) {
        var message = UsageMessage.parse(UsageMessageCases.report(), group);

        assertThat(code(message)).isEqualTo(RejectionReason.ORGANISATION_MISMATCH.code());
    }

    private static String code(UsageMessage message) {
        return switch (message) {
            case Valid _ -> "valid";
            case Invalid(var why) -> why.reason().code();
        };
    }
}
