package credits.function.privacy;

import static credits.TestData.NOON;
import static credits.function.privacy.PrivacyFixture.GIULIAS_MAIL;
import static credits.function.privacy.PrivacyFixture.MARCOS_MAIL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.TestData;
import credits.identity.MemberId;
import credits.ledger.DynamoDbFixture;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportPersonalDataTest {
    private static final String OF_GIULIA = "\"member\":\"usr_giulia\",\"email\":\"giulia.bianchi@acme.example\"";

    private final PrivacyFixture privacy = new PrivacyFixture();

    @Test
    void an_organisation_s_export_has_all_that_is_stored() {
        privacy.storePeople();
        var number = PrivacyFixture.issueInvoice(PrivacyFixture.pay(privacy.storePayment(NOON)));

        var export = export("\"entire_organisation\":true").toString();

        assertThat(export)
                .contains(PrivacyFixture.NAMES)
                .contains("\"number\":\"" + number + "\"")
                .contains("\"kind\":\"limits\"")
                .doesNotContain("secret-of-cursors");
    }

    @Test
    void a_person_s_export_has_the_person_s_data_and_nobody_else_s() {
        privacy.storePeople();
        privacy.storePayment(NOON);
        bookUse("usr_giulia", "translate");
        bookUse("usr_marco", "query.run");

        var export = export(OF_GIULIA).toString();

        assertThat(export)
                .contains(GIULIAS_MAIL, "limit.reached", "PAY#", "\"operation\":\"translate\"", "\"kind\":\"limits\"")
                .doesNotContain(MARCOS_MAIL, "query.run", "Bianchi Traduzioni");
    }

    @Test
    void an_export_continues_over_long_chains_and_many_items() {
        privacy.storePeople();
        for (int i = 0; i < 60; i++) privacy.storePayment(NOON.plusSeconds(i));
        for (int i = 0; i < 300; i++) bookUse("usr_giulia", "translate");

        var records = export(OF_GIULIA);

        assertThat(records.stream().filter(each -> each.path("kind").asText().equals("usage")))
                .hasSize(300);
        assertThat(records.stream()
                        .filter(each -> each.at("/content/s").asText().startsWith("PAY#"))
                        .distinct())
                .hasSize(60);
    }

    @Test
    void each_page_of_an_export_is_recorded() {
        export(OF_GIULIA);

        assertThat(privacy.rawItems()).contains("PRIVACY#", "export", "usr_officer", "Request 17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "§", "AAAA", "Q0MxMjM0NTY3ODkwMTIzNDU2Nzg5MA"})
    void only_positions_of_earlier_pages_are_accepted(String after) {
        var response = privacy.call("export", privacy.body(OF_GIULIA + ",\"after\":\"" + after + "\""));

        assertThat(response.status()).isEqualTo(400);
    }

    private List<JsonNode> export(String subject) {
        var records = new ArrayList<JsonNode>();
        var after = "";
        do {
            var response = privacy.call("export", privacy.body(subject + after));
            assertThat(response.status()).isEqualTo(200);
            response.body().path("data").forEach(records::add);
            after = response.body().path("next").isNull() ? "" : ",\"after\":\"" + response.text("next") + "\"";
        } while (!after.isEmpty());
        return records;
    }

    private void bookUse(String member, String operation) {
        var plain = TestData.line(operation, "1", NOON);
        var line = new UsageLine(
                plain.operation(),
                plain.quantity(),
                NOON,
                Optional.of(new MemberId(member)),
                Optional.empty(),
                Optional.empty());
        var report =
                new UsageReport(TestData.newIdAt(NOON), privacy.organisation, "/features/test", NOON, List.of(line));
        var _ = DynamoDbFixture.ledger()
                .commit(privacy.organisation, TestData.bookReports(PricedReport.of(report, NOON, TestData.PRICES)));
    }
}
