package credits.function.operator;

import static credits.TestData.NOON;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/adjustments`. All tests share the list, so each looks at organisations of its own.
class ListAdjustmentsTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final String organisation = "listed_" + TESTS.incrementAndGet();
    private final String person = "usr_" + organisation;
    private final OperatorFixture operator = new OperatorFixture();

    @Test
    void an_adjustment_is_listed_with_who_made_it_when_and_why() {
        var key = newIdAt(NOON).toString();
        adjust(organisation, key, "-12.50", NOON);

        var listed = list(organisation);

        assertThat(listed.body()).hasToString("""
                {"data":[{"id":"adj_%s","organisation":"%s","amount":"-12.50","reason":"Goodwill","by":"%s",\
                "at":"2026-11-22T12:00:00Z"}],"next_cursor":null}""".formatted(key, organisation, person));
    }

    @Test
    void a_replay_and_a_refusal_are_not_listed() {
        var key = newIdAt(NOON).toString();
        adjust(organisation, key, "5", NOON);
        adjust(organisation, key, "5", NOON.plusSeconds(1));
        adjust(organisation, key, "6", NOON.plusSeconds(2));
        adjust(organisation, newIdAt(NOON).toString(), "20000", NOON);

        assertThat(list(organisation).body().path("data").findValuesAsText("amount"))
                .containsExactly("5.00");
    }

    /// One key for many organisations in one millisecond, as a script uses it.
    @Test
    void every_adjustment_is_on_exactly_one_page_newest_first() {
        var key = newIdAt(NOON).toString();
        for (int i = 0; i < 5; i++) adjust(organisation + "_" + i, key, "1", NOON);
        adjust(organisation + "_new", key, "2", NOON.plusSeconds(1));

        var ids = new ArrayList<String>();
        var page = call(request().withQuery("limit", "2"));
        while (true) {
            assertThat(page.body().path("data").size()).isLessThanOrEqualTo(2);
            ids.addAll(page.body().path("data").findValuesAsText("organisation"));
            if (page.body().path("next_cursor").isNull()) break;
            page = call(request().withQuery("limit", "2").withQuery("cursor", page.text("next_cursor")));
        }

        var own = ids.stream().filter(id -> id.startsWith(organisation + "_")).toList();
        assertThat(own).hasSize(6).doesNotHaveDuplicates();
        assertThat(own.getFirst()).isEqualTo(organisation + "_new");
    }

    @Test
    void a_page_of_one_organisation_goes_on_where_it_ended() {
        for (var amount : List.of("1", "2", "3"))
            adjust(organisation, newIdAt(NOON).toString(), amount, NOON.plusSeconds(Long.parseLong(amount)));
        adjust(organisation + "_other", newIdAt(NOON).toString(), "9", NOON.plusSeconds(2));

        var first = call(request().withQuery("organisation", organisation).withQuery("limit", "2"));
        var second = call(request()
                .withQuery("organisation", organisation)
                .withQuery("limit", "2")
                .withQuery("cursor", first.text("next_cursor")));
        var elsewhere = call(request()
                .withQuery("organisation", organisation + "_other")
                .withQuery("cursor", first.text("next_cursor")));

        assertThat(first.body().path("data").findValuesAsText("amount")).containsExactly("3.00", "2.00");
        assertThat(second.body().path("data").findValuesAsText("amount")).containsExactly("1.00");
        assertThat(elsewhere.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[support]", "[finance]"})
    void support_and_finance_read_them(String roles) {
        assertThat(call(request().signedInAs("platform", roles)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[owner]", "[pricing]"})
    void others_do_not(String roles) {
        var refused = call(request().signedInAs("platform", roles));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("accounts:adjust");
    }

    @Test
    void another_parameter_and_a_malformed_organisation_are_refused() {
        assertThat(call(request().withQuery("organization", "acme")).status()).isEqualTo(400);
        assertThat(call(request().withQuery("organisation", "ac me")).status()).isEqualTo(400);
        assertThat(call(request().withQuery("cursor", "A".repeat(40))).status()).isEqualTo(400);
    }

    private HandlerResponse list(String of) {
        return call(request().withQuery("organisation", of));
    }

    private static TestRequest request() {
        return TestRequest.of("GET /v1/adjustments", "", NOON).signedInAs("platform", "[support]");
    }

    private HandlerResponse call(TestRequest request) {
        return operator.call(request);
    }

    private void adjust(String to, String key, String amount, Instant at) {
        var _ = operator.call(OperatorFixture.adjustment(person, at)
                .withHeader("idempotency-key", key)
                .withJson("{\"organisation\":\"%s\",\"amount\":\"%s\",\"reason\":\"Goodwill\",\"create\":true}"
                        .formatted(to, amount)));
    }
}
