package credits.function.authorization;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.limits;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static credits.function.authorization.Service.key;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Request;
import credits.account.Event.AuthorizationExpired;
import credits.account.Holds;
import credits.identity.AuthorizationId;
import credits.ledger.LocalTable;
import credits.usage.Line;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationHandlerTest {
    private final Service service = new Service();

    @Test
    void what_is_held_is_set_aside_and_what_is_captured_is_debited_to_the_last_digit() {
        service.has(credits("10.00", NOON), limits("none", "5.00", NOON));

        var held = service.hold("20.5", NOON);
        assertThat(held.status()).isEqualTo(201);
        assertThat(held.of("status")).isEqualTo("open");
        assertThat(held.of("held")).isEqualTo("2.46");
        assertThat(held.of("expires_at")).isEqualTo("2026-11-22T12:01:00Z");
        assertThat(held.of("balance")).isEqualTo("10.00");
        assertThat(held.of("available")).isEqualTo("7.54");
        assertThat(held.of("remaining")).isEqualTo("2.54");

        var captured = service.capture(held.of("id"), key(NOON), "3.000001", NOON);

        assertThat(captured.status()).isEqualTo(200);
        assertThat(captured.of("status")).isEqualTo("captured");
        assertThat(captured.of("captured")).isEqualTo("0.36000012");
        assertThat(captured.of("balance")).isEqualTo("9.63999988");
        assertThat(captured.of("available")).isEqualTo("9.63999988");
        assertThat(captured.of("remaining")).isEqualTo("4.63999988");
        assertThat(service.entries(NOON)).containsExactly("debited 3.000001 of query.run");
    }

    @Test
    void what_is_given_back_is_free_again_and_shows_on_the_day() {
        service.has(credits("10.00", NOON));
        var held = service.hold("20", NOON);

        var released = service.release(held.of("id"), key(NOON), NOON);

        assertThat(released.status()).isEqualTo(200);
        assertThat(released.of("status")).isEqualTo("released");
        assertThat(released.of("available")).isEqualTo("10.00");
        assertThat(service.account(NOON).used()).hasToString("0.00");
        assertThat(service.entries(NOON)).containsExactly("released 20 of query.run");
    }

    @Test
    void a_capture_beyond_the_hold_debits_what_fits_and_keeps_the_excess_as_uncovered() {
        service.has(credits("3.00", NOON));
        var held = service.hold("10", NOON);

        var captured = service.capture(held.of("id"), key(NOON), "30", NOON);

        assertThat(captured.of("captured")).isEqualTo("3.00");
        assertThat(captured.of("uncovered")).isEqualTo("0.60");
        assertThat(captured.of("balance")).isEqualTo("0.00");
        assertThat(service.entries(NOON)).containsExactly("uncovered 5 of query.run", "debited 25 of query.run");
    }

    @Test
    void what_is_held_is_honoured_though_the_limit_was_lowered_and_the_balance_taken_meanwhile() {
        service.has(credits("10.00", NOON));
        var held = service.hold("50", NOON);
        service.has(limits("none", "1.00", NOON), credits("-9.00", NOON));

        var captured = service.capture(held.of("id"), key(NOON), "50", NOON);

        assertThat(captured.of("captured")).isEqualTo("6.00");
        assertThat(captured.of("balance")).isEqualTo("-5.00");
        assertThat(captured.of("remaining")).isEqualTo("-5.00");
        assertThat(service.hold("0.000001", NOON).status()).isEqualTo(403);
    }

    @Test
    void capture_at_once_debits_or_refuses_and_leaves_nothing_open() {
        service.has(credits("0.12", NOON));
        var body = "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}";

        var debited = service.authorize(key(NOON), body, NOON);
        var refused = service.authorize(key(NOON), body, NOON);

        assertThat(debited.status()).isEqualTo(201);
        assertThat(debited.of("status")).isEqualTo("captured");
        assertThat(debited.of("captured")).isEqualTo("0.12");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(service.capture(debited.of("id"), key(NOON), "1", NOON).status())
                .isEqualTo(409);
        assertThat(service.entries(NOON)).containsExactly("refused 1 of query.run", "debited 1 of query.run");
    }

    @Test
    void a_repeated_settlement_hears_the_same_and_another_key_hears_how_it_ended() {
        service.has(credits("10.00", NOON));
        var held = service.hold("10", NOON);
        var key = key(NOON);
        var first = service.capture(held.of("id"), key, "4", NOON);
        service.has(booking(queries(3, NOON)));

        var again = service.capture(held.of("id"), key, "4", NOON.plusSeconds(9_000));
        var other = service.release(held.of("id"), key(NOON), NOON.plusSeconds(9_000));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.of("authorization_status")).isEqualTo("captured");
        assertThat(service.capture(held.of("id"), key, "5", NOON).of("code")).isEqualTo("idempotency-conflict");
    }

    @Test
    void a_hold_that_nobody_settles_is_over_six_minutes_after_its_end_with_an_entry_and_an_event() {
        service.has(credits("10.00", NOON));
        var held = service.hold("10", NOON);
        var end = NOON.plusSeconds(60);

        assertThat(service.account(end.plusSeconds(359)).available()).hasToString("8.80");
        assertThat(service.account(end.plusSeconds(360)).available()).hasToString("10.00");
        service.has(booking(queries(1, end.plusSeconds(360))));
        var late = service.capture(held.of("id"), key(NOON), "10", end.plusSeconds(361));

        assertThat(late.status()).isEqualTo(410);
        assertThat(late.of("authorization_status")).isEqualTo("expired");
        assertThat(service.entries(end)).containsExactly("debited 1 of query.run", "released 10 of query.run");
        var change = LocalTable.statements().change(service.organisation, 2);
        assertThat(change.events())
                .contains(new AuthorizationExpired(
                        new AuthorizationId(held.of("id")),
                        line("query.run", "1", NOON).operation(),
                        credits.money.Eur.of("1.20"),
                        end));
    }

    @Test
    void a_late_settlement_never_closes_its_own_hold() {
        service.has(credits("10.00", NOON));
        var held = service.hold("10", NOON);

        var late = service.capture(held.of("id"), key(NOON), "10", NOON.plus(Duration.ofHours(9)));

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.of("captured")).isEqualTo("1.20");
    }

    @Test
    void the_lines_of_a_report_draw_on_the_hold_that_they_name_and_its_end_frees_the_rest() {
        service.has(credits("1.20", NOON));
        var held = service.hold("10", NOON);
        var id = Optional.of(new AuthorizationId(held.of("id")));
        var plain = line("query.run", "4", NOON);
        var named = new Line(plain.operation(), plain.quantity(), NOON, Optional.empty(), Optional.empty(), id);

        service.has(booking(submission(idMadeAt(NOON), NOON, plain, named, named)));

        assertThat(service.entries(NOON))
                .containsExactly("debited 4 of query.run", "debited 4 of query.run", "uncovered 4 of query.run");
        assertThat(service.account(NOON).available()).hasToString("0.24");
        assertThat(service.release(held.of("id"), key(NOON), NOON).of("authorization_status"))
                .isEqualTo("captured");
    }

    @Test
    void how_a_hold_ended_is_known_though_the_state_has_forgotten_it() {
        service.has(credits("100.00", NOON));
        var given = service.hold("1", NOON);
        var _ = service.release(given.of("id"), key(NOON), NOON);
        for (int i = 0; i < Holds.MOST_CLOSED; i++) {
            var _ = service.authorize(
                    key(NOON), "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}", NOON);
        }

        var again = service.capture(given.of("id"), key(NOON), "1", NOON);

        assertThat(service.account(NOON).holds().ending(new AuthorizationId(given.of("id"))))
                .isEmpty();
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.of("authorization_status")).isEqualTo("released");
    }

    @ParameterizedTest
    @CsvSource({"[owner], 403", "[], 403", "[member feature], 201", "[feature], 201"})
    void only_services_may_ask(String roles, int status) {
        service.has(credits("10.00", NOON));

        var answer = service.call(Request.of("POST /v1/authorizations", "", NOON)
                .by(service.organisation.value(), roles)
                .header("idempotency-key", key(NOON))
                .json("{\"operation\":\"query.run\",\"quantity\":\"1\"}"));

        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "aut_0000000000000000000000000000",
        "aut_0000000000010000000000000001",
        "aut_ffffffffffff0000000000000000",
        "aut_1",
        "x"
    })
    void what_was_never_authorized_is_not_there(String id) {
        service.has(credits("10.00", NOON));
        var _ = service.hold("1", NOON);

        assertThat(service.capture(id, key(NOON), "1", NOON).status()).isEqualTo(404);
        assertThat(service.release(id, key(NOON), NOON).status()).isEqualTo(404);
    }

    @Test
    void what_another_organisation_holds_is_not_there() {
        service.has(credits("10.00", NOON));
        var held = service.hold("1", NOON);
        var stranger = new Service();
        stranger.has(credits("10.00", NOON), credits("10.00", NOON), credits("10.00", NOON));

        assertThat(stranger.capture(held.of("id"), key(NOON), "1", NOON).status())
                .isEqualTo(404);
        assertThat(service.account(NOON).held()).hasToString("0.12");
    }
}
