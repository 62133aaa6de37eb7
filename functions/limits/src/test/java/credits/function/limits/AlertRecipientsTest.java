package credits.function.limits;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.limits;
import static credits.Given.queries;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.account.Event.LimitsChanged;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import credits.ledger.Profiles;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.vies.TaxOffice;
import credits.wire.Claims;
import credits.wire.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RecipientsTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final Claims CLAIMS = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of("owner", Set.of(Permission.USAGE_READ, Permission.LIMITS_WRITE)));

    private final String organisation = "recipients_" + ORGANISATIONS.incrementAndGet();
    private final OrganisationId id = new OrganisationId(organisation);
    private final Disturbance disturbance = new Disturbance(LocalTable.DYNAMO);
    private final Invocation limits = new Invocation(new LimitsHandler(
            CLAIMS,
            new Wiring(
                    LocalTable.statements(),
                    LocalTable.ledgerOn(disturbance),
                    new Profiles(disturbance, LocalTable.NAME),
                    TaxOffice.closed(),
                    true)));

    @Test
    void nobody_is_told_until_somebody_is_listed() {
        assertThat(recipients(read())).isEmpty();

        var saved = save("null", "null", "[\"g@acme.example\",\"m@acme.example\"]", tag());

        assertThat(saved.status()).isEqualTo(200);
        assertThat(recipients(saved)).containsExactly("g@acme.example", "m@acme.example");
        assertThat(read().body()).isEqualTo(saved.body());
        assertThat(read().headers().get("etag"))
                .isEqualTo(saved.headers().get("etag"))
                .isNotEqualTo("\"0-0\"");
        assertThat(saved.body().path("last_changed").path("by").asText()).isEqualTo("usr_giulia");
    }

    @Test
    void who_listed_others_first_is_not_overwritten_by_who_read_before() {
        var seenByBoth = tag();
        var _ = save("null", "\"50\"", "[\"first@acme.example\"]", seenByBoth);

        var second = save("null", "\"50\"", "[\"second@acme.example\"]", seenByBoth);

        assertThat(second.status()).isEqualTo(412);
        assertThat(recipients(read())).containsExactly("first@acme.example");
    }

    @Test
    void a_stale_limit_is_refused_whole_and_lists_nobody() {
        var seenByBoth = tag();
        var _ = save("null", "\"50\"", "[]", seenByBoth);

        var second = save("null", "\"60\"", "[\"second@acme.example\"]", seenByBoth);

        assertThat(second.status()).isEqualTo(412);
        assertThat(recipients(read())).isEmpty();
        assertThat(read().of("allowed_limit")).isEqualTo("50.00");
    }

    @Test
    void what_is_in_force_is_no_conflict_whatever_the_tag_and_writes_nothing() {
        var stale = tag();
        var first = save("\"10\"", "\"50\"", "[\"g@acme.example\"]", stale);
        disturbance.forbidWrites();

        var again = save("\"10\"", "\"50\"", "[\"g@acme.example\"]", stale);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().get("etag")).isEqualTo(first.headers().get("etag"));
    }

    @Test
    void a_crash_between_the_profile_and_the_chain_is_undecided_and_the_same_call_again_finishes_it() {
        var _ = save("null", "\"50\"", "[]", "*");
        var tag = tag();
        disturbance.failNextPut();

        var crashed = save("null", "\"70\"", "[\"new@acme.example\"]", tag);
        var between = read();
        var repeated = save("null", "\"70\"", "[\"new@acme.example\"]", tag);

        assertThat(crashed.status()).isEqualTo(503);
        assertThat(recipients(between)).containsExactly("new@acme.example");
        assertThat(between.of("allowed_limit")).isEqualTo("50.00");
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.of("allowed_limit")).isEqualTo("70.00");
        assertThat(read().body()).isEqualTo(repeated.body());
    }

    @Test
    void who_loses_the_chain_to_another_takes_the_list_back_so_that_nothing_was_changed() {
        var _ = save("null", "\"50\"", "[\"old@acme.example\"]", "*");
        var tag = tag();
        var before = recipients(read());
        disturbance.beforeNextPut(() -> {
            var _ = LocalTable.ledger().commit(id, limits("none", "90", NOON));
        });

        var lost = save("null", "\"70\"", "[\"new@acme.example\"]", tag);

        assertThat(lost.status()).isEqualTo(412);
        assertThat(recipients(read())).isEqualTo(before);
        assertThat(read().of("allowed_limit")).isEqualTo("90.00");
        assertThat(tag()).isNotEqualTo(tag);
    }

    @Test
    void a_list_that_another_saved_in_between_is_not_overwritten_but_by_a_star() {
        var tag = tag();
        disturbance.beforeNextUpdate(() -> {
            var _ = save("null", "null", "[\"other@acme.example\"]", "*");
        });
        assertThat(save("null", "null", "[\"mine@acme.example\"]", tag).status())
                .isEqualTo(412);
        assertThat(recipients(read())).containsExactly("other@acme.example");

        disturbance.beforeNextUpdate(() -> {
            var _ = save("null", "null", "[\"third@acme.example\"]", "*");
        });
        assertThat(save("null", "null", "[\"mine@acme.example\"]", "*").status())
                .isEqualTo(200);
        assertThat(recipients(read())).containsExactly("mine@acme.example");
    }

    @Test
    void a_lost_answer_of_the_profile_that_the_SDK_repeats_is_found_out_by_reading_again() {
        disturbance.repeatNextUpdate();

        assertThat(save("null", "null", "[\"g@acme.example\"]", tag()).status()).isEqualTo(200);
        assertThat(read().headers().get("etag")).isEqualTo("\"0-1\"");
    }

    @Test
    void last_changed_is_the_later_of_amounts_and_recipients() {
        var _ = save("null", "\"50\"", "[]", "*", NOON);
        var _ = save("null", "\"50\"", "[\"g@acme.example\"]", "*", NOON.plusSeconds(60));
        assertThat(lastChanged()).isEqualTo("2026-11-22T12:01:00Z");

        var _ = save("null", "\"51\"", "[\"g@acme.example\"]", "*", NOON.plusSeconds(120));
        assertThat(lastChanged()).isEqualTo("2026-11-22T12:02:00Z");
    }

    @Test
    void the_chain_says_who_changed_which_limit_when_from_what_to_what_and_no_address() {
        var ledger = LocalTable.ledger();
        var _ = ledger.commit(id, credits("10", NOON));
        var _ = ledger.commit(id, booking(queries(1, NOON)));
        var _ = save("\"40\"", "\"50\"", "[\"g@acme.example\"]", "*", NOON.plusSeconds(60));
        var _ = save("null", "\"70.25\"", "[\"m@acme.example\"]", "*", NOON.plusSeconds(120));

        var changes = chain().stream()
                .filter(segment -> segment.events().stream().anyMatch(LimitsChanged.class::isInstance))
                .toList();

        assertThat(changes.stream().map(Segment::at)).containsExactly(NOON.plusSeconds(60), NOON.plusSeconds(120));
        var giulia = new MemberId("usr_giulia");
        assertThat(changes.stream().map(segment -> segment.events().getFirst()))
                .containsExactly(
                        new LimitsChanged(giulia, Optional.empty(), Optional.empty(), eur("40"), eur("50")),
                        new LimitsChanged(giulia, eur("40"), eur("50"), Optional.empty(), eur("70.25")));
        assertThat(items("O#" + organisation).toString()).doesNotContain("acme.example");
        assertThat(limits.log()).doesNotContain("acme.example");
    }

    private static Optional<Eur> eur(String amount) {
        return Optional.of(Eur.of(amount));
    }

    private List<Segment> chain() {
        return items("O#" + organisation).stream().map(Segment::from).toList();
    }

    private static List<Map<String, AttributeValue>> items(String partition) {
        return LocalTable.DYNAMO
                .query(query -> query.tableName(LocalTable.NAME)
                        .keyConditionExpression("p = :p AND begins_with(s, :l)")
                        .expressionAttributeValues(
                                Map.of(":p", AttributeValue.fromS(partition), ":l", AttributeValue.fromS("L#"))))
                .items();
    }

    private String lastChanged() {
        return read().body().path("last_changed").path("at").asText();
    }

    private static List<String> recipients(Answer answer) {
        return answer.body()
                .path("alert_recipients")
                .valueStream()
                .map(address -> address.asText())
                .toList();
    }

    private String tag() {
        return String.valueOf(read().headers().get("etag"));
    }

    private Answer read() {
        return limits.call(Request.of("GET /v1/limits", "", NOON).by(organisation, "[owner]"));
    }

    private Answer save(String alert, String limit, String recipients, String tag) {
        return save(alert, limit, recipients, tag, NOON);
    }

    private Answer save(String alert, String limit, String recipients, String tag, Instant at) {
        var body = "{\"alert_threshold\":%s,\"allowed_limit\":%s,\"alert_recipients\":%s}"
                .formatted(alert, limit, recipients);
        return limits.call(Request.of("PUT /v1/limits", "", at)
                .by(organisation, "[owner]")
                .json(body)
                .header("if-match", tag));
    }
}
