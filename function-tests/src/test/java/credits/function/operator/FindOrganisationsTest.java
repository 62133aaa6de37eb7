package credits.function.operator;

import static credits.TestData.GIULIA;
import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestParties;
import credits.TestRequest;
import credits.account.SpendingLimits.LastChange;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.profile.ProfileStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class FindOrganisationsTest {
    private static final int ORGANISATIONS = 230;
    private static final DynamoDbClient DYNAMO = givenOrganisations();

    private final OperatorFixture operator = new OperatorFixture(DynamoDbFixture.ledgerWith(DYNAMO), DYNAMO);

    private static DynamoDbClient givenOrganisations() {
        var dynamo = DynamoDbFixture.createTable();
        for (int i = 0; i < ORGANISATIONS; i++) {
            var id = new OrganisationId("org_" + i);
            var _ = dynamo.putItem(put -> put.tableName(DynamoDbFixture.TABLE_NAME)
                    .item(Map.of(
                            TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.organisationShard(id)),
                            TableKeys.SORT_KEY, AttributeValue.fromS(id.value()))));
        }
        new ProfileStore(dynamo, DynamoDbFixture.TABLE_NAME)
                .saveBillingProfile(
                        new OrganisationId("org_17"),
                        TestParties.acme("Größe & Söhne GmbH"),
                        new LastChange(NOON, GIULIA));
        var _ = DynamoDbFixture.ledgerWith(dynamo).commit(new OrganisationId("org_17"), adjustment("12.5", NOON));
        return dynamo;
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "SÖHNE", "it01234567890", "ORG_17", "@acme"})
    void an_organisation_is_found_by_a_part_of_its_id_name_address_or_vat_id(String search) {
        var found = allPages(search).stream()
                .filter(each -> each.path("organisation").asText().equals("org_17"))
                .toList();

        assertThat(found).singleElement().satisfies(acme -> {
            assertThat(acme.path("legal_name").asText()).isEqualTo("Größe & Söhne GmbH");
            assertThat(acme.path("balance").asText()).isEqualTo("12.50");
        });
    }

    @Test
    void the_organisation_with_exactly_this_id_comes_first_and_once() {
        var found = allPages("org_2");

        assertThat(found.getFirst().path("organisation").asText()).isEqualTo("org_2");
        assertThat(found).extracting(each -> each.path("organisation").asText()).doesNotHaveDuplicates();
    }

    @Test
    void every_organisation_is_on_one_page() {
        var first = find(Map.of());
        var all = allPages("");

        assertThat(first.body().path("looked_at").asInt()).isEqualTo(OrganisationScan.MAX_LOOKED_AT);
        assertThat(all).hasSize(ORGANISATIONS);
        assertThat(new HashSet<>(all)).hasSize(ORGANISATIONS);
    }

    @Test
    void nothing_is_found_by_a_text_that_no_organisation_has() {
        assertThat(allPages("O'Neill%")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"search, 201", "after, 65"})
    void a_parameter_that_is_too_long_is_refused(String name, int length) {
        assertThat(find(Map.of(name, "x".repeat(length))).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[owner]", "[finance]", "[pricing]"})
    void other_callers_find_nothing(String roles) {
        var request = TestRequest.of("GET /v1/organisations", "", NOON).signedInAs("platform", roles);

        assertThat(operator.call(request).status()).isEqualTo(403);
    }

    private List<JsonNode> allPages(String search) {
        var all = new ArrayList<JsonNode>();
        var page = find(Map.of("search", search));
        page.body().path("data").forEach(all::add);
        while (page.body().path("next_after").isTextual()) {
            page = find(Map.of(
                    "search", search, "after", page.body().path("next_after").asText()));
            page.body().path("data").forEach(all::add);
        }
        return all;
    }

    private HandlerResponse find(Map<String, String> query) {
        var request = TestRequest.of("GET /v1/organisations", "", NOON).signedInAs("platform", "[support]");
        for (var each : query.entrySet()) request = request.withQuery(each.getKey(), each.getValue());
        return operator.call(request);
    }
}
