package credits.client.authorization;

import static credits.client.authorization.CreditsClientFixture.ACME;
import static credits.client.authorization.CreditsClientFixture.OPEN_AUTHORIZATION;
import static credits.client.authorization.CreditsClientFixture.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests for which there is no valid token.
@Timeout(300)
class AccessTokenTest {
    @RegisterExtension
    private final CreditsClientFixture fixture = new CreditsClientFixture();

    private final FakeApiServer server = fixture.server();

    @Test
    void a_failing_token_supplier_is_called_again() {
        server.respondWith(201, OPEN_AUTHORIZATION);
        var times = new AtomicInteger();
        var credits = fixture.client(Timeouts.DEFAULT, () -> {
            if (times.incrementAndGet() < 3) throw new IllegalStateException("the identity provider is away");
            return "t0ken";
        });

        assertThat(credits.authorize(ACME, REQUEST).id()).isEqualTo("aut_01K9XQ");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_token_supplier_that_keeps_failing_is_the_cause_of_the_exception() {
        var credits = fixture.client(Timeouts.DEFAULT, () -> {
            throw new IllegalStateException("the identity provider is away");
        });

        assertThatThrownBy(() -> credits.authorize(ACME, REQUEST))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasRootCauseMessage("the identity provider is away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\nX: y", "secret ü"})
    void a_token_that_is_invalid_in_a_header_is_neither_sent_nor_logged(String token) {
        var credits = fixture.client(Timeouts.DEFAULT, () -> token);

        var outcomeUnknown =
                catchThrowableOfType(OutcomeUnknownException.class, () -> credits.authorize(ACME, REQUEST));

        assertThat(outcomeUnknown).hasStackTraceContaining("invalid in an HTTP header");
        assertThat(outcomeUnknown).hasMessageNotContaining("secret");
        assertThat(outcomeUnknown.getCause()).hasMessageNotContaining("secret");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://credits.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://10.0.0.1:8080",
                "http://[::2]",
                "ftp://localhost",
                "credits.example.com",
                "https:credits"
            })
    void a_client_never_sends_a_token_unencrypted(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CreditsClient.create(URI.create(endpoint), () -> "t0ken"))
                .withMessage("the endpoint must begin with https://: " + endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://credits.example.com",
                "HTTPS://credits.example.com",
                "http://localhost:8080",
                "http://127.0.0.1:8080",
                "http://[::1]:8080"
            })
    void a_client_accepts_encryption_and_this_machine(String endpoint) {
        assertThat(CreditsClient.create(URI.create(endpoint), () -> "t0ken")).isNotNull();
    }
}
