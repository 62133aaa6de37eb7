package credits.function.authorization;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.function.authorization.AuthorizationFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.AccountHolds;
import credits.identity.MemberId;
import credits.ledger.DynamoDbFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reading authorizations.
class AuthorizationLookupTest {
    private static final Instant OVERDUE = NOON.plus(Duration.ofMinutes(7));

    private final AuthorizationFixture service = new AuthorizationFixture();

    @Test
    void an_open_authorization_shows_what_is_held_for_whom_and_until_when() {
        service.givenCommands(adjustment("10.00", NOON));
        var body = """
                {"operation":"query.run","quantity":"20.5","expires_in":60,"member":"usr_giulia","reference":"doc-42"}""";
        var held = service.authorize(key(NOON), body, NOON);
        var other = service.hold("1", NOON.plusSeconds(1));

        var found = find(held.text("id"), NOON.plusSeconds(2));

        assertThat(found.body()).hasToString("""
                {"id":"%s","status":"open","held":"2.46","operation":"query.run","quantity":"20.5",\
                "source":"usr_giulia","created_at":"2026-11-22T12:00:00Z","expires_at":"2026-11-22T12:01:00Z",\
                "releases_at":"2026-11-22T12:07:00Z","member":"usr_giulia","reference":"doc-42"}""".formatted(held.text("id")));
        assertThat(held.headers())
                .containsEntry(
                        "location",
                        "/v1/authorizations/%s?organisation=%s".formatted(held.text("id"), service.organisation));
        assertThat(list(NOON.plusSeconds(2)).body().path("data").findValuesAsText("id"))
                .containsExactly(held.text("id"), other.text("id"));
        assertThat(list(NOON.plusSeconds(2)).body().path("data").findValuesAsText("held"))
                .containsExactly("2.46", "0.12");
    }

    @Test
    void an_erased_member_is_shown_by_a_pseudonym_in_open_and_settled_authorizations() {
        service.givenCommands(adjustment("10.00", NOON));
        var body = "{\"operation\":\"query.run\",\"quantity\":\"1\",\"expires_in\":60,\"member\":\"usr_lucia\"}";
        var open = service.authorize(key(NOON), body, NOON);
        var settled = service.authorize(key(NOON), body, NOON);
        assertThat(service.release(settled.text("id"), key(NOON), NOON).status())
                .isEqualTo(200);
        assertThat(find(open.text("id"), NOON).text("member")).isEqualTo("usr_lucia");

        DynamoDbFixture.eraseMember(service.organisation, new MemberId("usr_lucia"), "erased_1");

        for (var erased : List.of(open, settled)) {
            var found = find(erased.text("id"), NOON);
            assertThat(found.text("member")).isEqualTo("erased_1");
            assertThat(found.body().toString()).doesNotContain("lucia");
        }
    }

    /// Red when only the closed authorizations that the account's state remembers are found.
    @Test
    void a_settled_authorization_is_found_however_long_ago_it_was() {
        service.givenCommands(adjustment("100.00", NOON));
        var captured = service.hold("1", NOON);
        var released = service.hold("2", NOON);
        assertThat(service.capture(captured.text("id"), key(NOON), "1", NOON).status())
                .isEqualTo(200);
        assertThat(service.release(released.text("id"), key(NOON), NOON).status())
                .isEqualTo(200);
        for (int i = 0; i <= AccountHolds.MAX_CLOSED; i++) {
            var later = service.hold("1", NOON);
            assertThat(service.release(later.text("id"), key(NOON), NOON).status())
                    .isEqualTo(200);
        }

        assertThat(find(captured.text("id"), NOON).text("status")).isEqualTo("captured");
        assertThat(find(released.text("id"), NOON).text("status")).isEqualTo("released");
        assertThat(find(released.text("id"), NOON).text("quantity")).isEqualTo("2");
        assertThat(find(released.text("id"), NOON).text("held")).isEqualTo("0.00");
        assertThat(list(NOON).body().path("data")).isEmpty();
    }

    @Test
    void an_overdue_authorization_has_expired_before_a_commit_closes_it() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("1", NOON);

        assertThat(find(held.text("id"), OVERDUE.minusMillis(1)).text("status")).isEqualTo("open");
        assertThat(find(held.text("id"), OVERDUE).text("status")).isEqualTo("expired");
        assertThat(find(held.text("id"), OVERDUE).body().path("releases_at").isNull())
                .isTrue();
        assertThat(list(OVERDUE).body().path("data")).isEmpty();
    }

    @Test
    void an_authorization_that_was_debited_at_once_was_never_held() {
        service.givenCommands(adjustment("10.00", NOON));
        var debited =
                service.authorize(key(NOON), "{\"operation\":\"query.run\",\"quantity\":\"1\",\"capture\":true}", NOON);

        var found = find(debited.text("id"), NOON);

        assertThat(found.text("status")).isEqualTo("captured");
        assertThat(found.body().path("operation").isNull()).isTrue();
    }

    @Test
    void an_authorization_of_another_organisation_does_not_exist() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("1", NOON);
        var stranger = new AuthorizationFixture();

        assertThat(find(stranger, held.text("id")).status()).isEqualTo(404);
        assertThat(find(service, "aut_1").status()).isEqualTo(404);
        assertThat(find(service, "aut_00000000000000000000000000ff").status()).isEqualTo(404);
    }

    @Test
    void members_read_their_own_organisation_and_name_none() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("1", NOON);
        var own = TestRequest.of("GET /v1/authorizations/{id}", held.text("id"), NOON)
                .signedInAs(service.organisation.value(), "[owner]");

        assertThat(service.call(own).text("held")).isEqualTo("0.12");
        assertThat(service.call(own.withQuery("organisation", "acme")).status()).isEqualTo(400);
        assertThat(service.call(own.signedInAs(service.organisation.value(), "[]"))
                        .status())
                .isEqualTo(403);
        assertThat(service.call(own.withQuery("state", "open")).status()).isEqualTo(400);
    }

    private HandlerResponse find(String id, Instant at) {
        return find(service, id, at);
    }

    private static HandlerResponse find(AuthorizationFixture service, String id) {
        return find(service, id, NOON);
    }

    private static HandlerResponse find(AuthorizationFixture service, String id, Instant at) {
        return service.call(TestRequest.of("GET /v1/authorizations/{id}", id, at)
                .signedInAs("platform", "[feature]")
                .withQuery("organisation", service.organisation.value()));
    }

    private HandlerResponse list(Instant at) {
        return service.call(TestRequest.of("GET /v1/authorizations", "", at)
                .signedInAs("platform", "[feature]")
                .withQuery("organisation", service.organisation.value()));
    }
}
