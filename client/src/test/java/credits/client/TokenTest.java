package credits.client;

import static credits.client.Asking.ACME;
import static credits.client.Asking.ASK;
import static credits.client.Asking.HELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests for which there is no valid token.
@Timeout(300)
class TokenTest {
    @RegisterExtension
    private final Asking asking = new Asking();

    private final Server server = asking.server();

    @Test
    void a_token_that_could_not_be_had_is_asked_for_again() {
        server.answers(201, HELD);
        var times = new AtomicInteger();
        var credits = asking.credits(Patience.DEFAULT, () -> {
            if (times.incrementAndGet() < 3) throw new IllegalStateException("the identity provider is away");
            return "t0ken";
        });

        assertThat(credits.authorize(ACME, ASK).id()).isEqualTo("aut_01K9XQ");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void a_token_that_can_never_be_had_is_no_answer_and_says_why() {
        var credits = asking.credits(Patience.DEFAULT, () -> {
            throw new IllegalStateException("the identity provider is away");
        });

        assertThatThrownBy(() -> credits.authorize(ACME, ASK))
                .isInstanceOf(NoAnswer.class)
                .hasRootCauseMessage("the identity provider is away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\nX: y", "secret ü"})
    void a_token_that_no_header_may_hold_is_not_sent_and_not_shown(String token) {
        var credits = asking.credits(Patience.DEFAULT, () -> token);

        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.authorize(ACME, ASK));

        assertThat(noAnswer).hasStackTraceContaining("invalid in an HTTP header");
        assertThat(noAnswer).hasMessageNotContaining("secret");
        assertThat(noAnswer.getCause()).hasMessageNotContaining("secret");
        assertThat(server.asked()).isEmpty();
    }
}
