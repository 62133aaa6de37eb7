package credits.function.authorization;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import org.junit.jupiter.api.Test;

/// Where accounts do not open by use, an authorization for an organisation without one is refused and leaves nothing
/// behind.
class UnknownOrganisationRefusalTest {
    @Test
    void an_authorization_opens_no_account_unless_the_setting_says_so() {
        var known = new AuthorizationFixture();
        var strict = known.whereAccountsDoNotOpenByUse();

        var refused = authorize(strict);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/detail").asText()).isEqualTo("has no account");
        assertThat(known.account(NOON).segmentCount()).isZero();
        known.givenCommands(adjustment("10", NOON));
        assertThat(authorize(strict).status()).isEqualTo(201);
    }

    private static HandlerResponse authorize(AuthorizationFixture service) {
        return service.authorize(
                AuthorizationFixture.key(NOON), "{\"operation\":\"query.run\",\"quantity\":\"1\"}", NOON);
    }
}
