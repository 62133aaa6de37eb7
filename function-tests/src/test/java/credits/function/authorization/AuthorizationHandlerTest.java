package credits.function.authorization;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static credits.function.authorization.AuthorizationFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import credits.account.AccountHolds;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.identity.AuthorizationId;
import credits.ledger.DynamoDbFixture;
import credits.usage.UsageLine;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationHandlerTest {
    private final AuthorizationFixture service = new AuthorizationFixture();

    @Test
    void a_hold_reserves_its_cost_and_a_capture_debits_the_exact_cost() {
        service.givenCommands(adjustment("10.00", NOON), limitsChange("none", "5.00", NOON));

        var held = service.hold("20.5", NOON);
        assertThat(held.status()).isEqualTo(201);
        assertThat(held.text("status")).isEqualTo("open");
        assertThat(held.text("held")).isEqualTo("2.46");
        assertThat(held.text("expires_at")).isEqualTo("2026-11-22T12:01:00Z");
        assertThat(held.text("balance")).isEqualTo("10.00");
        assertThat(held.text("available")).isEqualTo("7.54");
        assertThat(held.text("remaining")).isEqualTo("2.54");

        var captured = service.capture(held.text("id"), key(NOON), "3.000001", NOON);

        assertThat(captured.status()).isEqualTo(200);
        assertThat(captured.text("status")).isEqualTo("captured");
        assertThat(captured.text("captured")).isEqualTo("0.36000012");
        assertThat(captured.text("balance")).isEqualTo("9.63999988");
        assertThat(captured.text("available")).isEqualTo("9.63999988");
        assertThat(captured.text("remaining")).isEqualTo("4.63999988");
        assertThat(service.entries(NOON)).containsExactly("debited 3.000001 of query.run");
    }

    @Test
    void a_release_frees_the_hold_and_appears_in_the_day_s_entries() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("20", NOON);

        var released = service.release(held.text("id"), key(NOON), NOON);

        assertThat(released.status()).isEqualTo(200);
        assertThat(released.text("status")).isEqualTo("released");
        assertThat(released.text("available")).isEqualTo("10.00");
        assertThat(service.account(NOON).used()).hasToString("0.00");
        assertThat(service.entries(NOON)).containsExactly("released 20 of query.run");
    }

    @Test
    void a_capture_beyond_its_hold_debits_what_fits_and_records_the_rest_as_uncovered() {
        service.givenCommands(adjustment("3.00", NOON));
        var held = service.hold("10", NOON);

        var captured = service.capture(held.text("id"), key(NOON), "30", NOON);

        assertThat(captured.text("captured")).isEqualTo("3.00");
        assertThat(captured.text("uncovered")).isEqualTo("0.60");
        assertThat(captured.text("balance")).isEqualTo("0.00");
        assertThat(service.entries(NOON)).containsExactly("uncovered 5 of query.run", "debited 25 of query.run");
    }

    @Test
    void a_hold_is_honoured_after_the_limit_or_the_balance_was_lowered() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("50", NOON);
        service.givenCommands(limitsChange("none", "1.00", NOON), adjustment("-9.00", NOON));

        var captured = service.capture(held.text("id"), key(NOON), "50", NOON);

        assertThat(captured.text("captured")).isEqualTo("6.00");
        assertThat(captured.text("balance")).isEqualTo("-5.00");
        assertThat(captured.text("remaining")).isEqualTo("-5.00");
        assertThat(service.hold("0.000001", NOON).status()).isEqualTo(403);
    }

    @Test
    void an_immediate_capture_debits_or_is_refused_and_leaves_no_hold() {
        service.givenCommands(adjustment("0.12", NOON));
        var body = "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}";

        var debited = service.authorize(key(NOON), body, NOON);
        var refused = service.authorize(key(NOON), body, NOON);

        assertThat(debited.status()).isEqualTo(201);
        assertThat(debited.text("status")).isEqualTo("captured");
        assertThat(debited.text("captured")).isEqualTo("0.12");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(service.capture(debited.text("id"), key(NOON), "1", NOON).status())
                .isEqualTo(409);
        assertThat(service.entries(NOON)).containsExactly("refused 1 of query.run", "debited 1 of query.run");
    }

    @Test
    void a_replayed_settlement_returns_the_original_response_and_another_key_gets_a_conflict() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("10", NOON);
        var key = key(NOON);
        var first = service.capture(held.text("id"), key, "4", NOON);
        service.givenCommands(bookReports(queryReport(3, NOON)));

        var again = service.capture(held.text("id"), key, "4", NOON.plusSeconds(9_000));
        var other = service.release(held.text("id"), key(NOON), NOON.plusSeconds(9_000));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("authorization_status")).isEqualTo("captured");
        assertThat(service.capture(held.text("id"), key, "5", NOON).text("code"))
                .isEqualTo("idempotency-conflict");
    }

    @Test
    void an_unsettled_hold_expires_six_minutes_after_its_end_with_an_entry_and_an_event() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("10", NOON);
        var end = NOON.plusSeconds(60);

        assertThat(service.account(end.plusSeconds(359)).available()).hasToString("8.80");
        assertThat(service.account(end.plusSeconds(360)).available()).hasToString("10.00");
        service.givenCommands(bookReports(queryReport(1, end.plusSeconds(360))));
        var late = service.capture(held.text("id"), key(NOON), "10", end.plusSeconds(361));

        assertThat(late.status()).isEqualTo(410);
        assertThat(late.text("authorization_status")).isEqualTo("expired");
        assertThat(service.entries(end)).containsExactly("debited 1 of query.run", "released 10 of query.run");
        var change = DynamoDbFixture.accountQueries().changeOf(service.organisation, 2);
        assertThat(change.events())
                .contains(new AuthorizationExpired(
                        new AuthorizationId(held.text("id")),
                        line("query.run", "1", NOON).operation(),
                        credits.money.Eur.of("1.20"),
                        end));
    }

    @Test
    void a_late_settlement_never_closes_its_own_hold() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("10", NOON);

        var late = service.capture(held.text("id"), key(NOON), "10", NOON.plus(Duration.ofHours(9)));

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.text("captured")).isEqualTo("1.20");
    }

    @Test
    void report_lines_draw_on_the_hold_they_name_and_the_rest_is_freed() {
        service.givenCommands(adjustment("1.20", NOON));
        var held = service.hold("10", NOON);
        var id = Optional.of(new AuthorizationId(held.text("id")));
        var plain = line("query.run", "4", NOON);
        var named = new UsageLine(plain.operation(), plain.quantity(), NOON, Optional.empty(), Optional.empty(), id);

        service.givenCommands(bookReports(report(newIdAt(NOON), NOON, plain, named, named)));

        assertThat(service.entries(NOON))
                .containsExactly("debited 4 of query.run", "debited 4 of query.run", "uncovered 4 of query.run");
        assertThat(service.account(NOON).available()).hasToString("0.24");
        assertThat(service.release(held.text("id"), key(NOON), NOON).text("authorization_status"))
                .isEqualTo("captured");
    }

    @Test
    void the_outcome_of_a_hold_is_found_after_the_state_has_dropped_it() {
        service.givenCommands(adjustment("100.00", NOON));
        var given = service.hold("1", NOON);
        var _ = service.release(given.text("id"), key(NOON), NOON);
        for (int i = 0; i < AccountHolds.MAX_CLOSED; i++) {
            var _ = service.authorize(
                    key(NOON), "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}", NOON);
        }

        var again = service.capture(given.text("id"), key(NOON), "1", NOON);

        assertThat(service.account(NOON).holds().findOutcome(new AuthorizationId(given.text("id"))))
                .isEmpty();
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("authorization_status")).isEqualTo("released");
    }

    @ParameterizedTest
    @CsvSource({"[owner], 403", "[], 403", "[member feature], 201", "[feature], 201"})
    void only_services_may_authorize(String roles, int status) {
        service.givenCommands(adjustment("10.00", NOON));

        var response = service.call(TestRequest.of("POST /v1/authorizations", "", NOON)
                .signedInAs(service.organisation.value(), roles)
                .withHeader("idempotency-key", key(NOON))
                .withJson("{\"operation\":\"query.run\",\"quantity\":\"1\"}"));

        assertThat(response.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "aut_0000000000000000000000000000",
        "aut_0000000000010000000000000001",
        "aut_ffffffffffff0000000000000000",
        "aut_1",
        "x"
    })
    void an_unknown_authorization_is_not_found(String id) {
        service.givenCommands(adjustment("10.00", NOON));
        var _ = service.hold("1", NOON);

        assertThat(service.capture(id, key(NOON), "1", NOON).status()).isEqualTo(404);
        assertThat(service.release(id, key(NOON), NOON).status()).isEqualTo(404);
    }

    @Test
    void another_organisation_s_hold_is_not_found() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("1", NOON);
        var stranger = new AuthorizationFixture();
        stranger.givenCommands(adjustment("10.00", NOON), adjustment("10.00", NOON), adjustment("10.00", NOON));

        assertThat(stranger.capture(held.text("id"), key(NOON), "1", NOON).status())
                .isEqualTo(404);
        assertThat(service.account(NOON).held()).hasToString("0.12");
    }
}
