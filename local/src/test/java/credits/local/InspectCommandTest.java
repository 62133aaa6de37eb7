package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.local.cli.InspectCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `./run inspect`, against the running system.
@ExtendWith(SharedSystemResolver.class)
class InspectCommandTest {
    private final RunningSystem system;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    InspectCommandTest(RunningSystem system) {
        this.system = system;
    }

    @Test
    void an_account_is_on_one_page() {
        var buyer = new TopUpCustomer(system.newOrganisation());
        var organisation = buyer.customer().organisation();
        var _ = buyer.payTopUp("50.00");
        system.await("the invoice", () -> buyer.newestPayment().path("invoice").isObject());
        var report = buyer.customer().report().addLine("query.run", "2");
        buyer.customer().send(report);
        system.await(
                "the usage",
                () -> buyer.customer().overview().path("used").asText().equals("0.24"));

        assertThat(inspect(organisation, "--port", port())).isZero();

        assertThat(out.toString(UTF_8).lines().count()).isLessThanOrEqualTo(40);
        assertThat(out.toString(UTF_8))
                .contains("Acme S.r.l.", "accounts@acme.example")
                .contains("Balance       49.76 EUR, 49.76 available, 0.00 held")
                .contains("0.24 used; operations: 1, days: 1")
                .contains("paid 50.00 + VAT 11.00, refunded 0.00, "
                        + buyer.newestPayment().at("/invoice/number").asText())
                .contains("debited 2 × query.run = 0.24")
                .contains("usage, balance 49.76", "credit, balance 50.00", "topped_up")
                .contains("each segment carries the hash of the one before");
    }

    @Test
    void a_deployed_stage_is_asked_with_the_operator_s_token() {
        var customer = system.customer("7.77");
        var operator = system.issueToken("platform", "usr_operator", "operator");
        var url = system.localSystem().address();

        assertThat(inspect(Map.of("CREDITS_TOKEN", operator), customer.organisation(), "--url", url))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("7.77 EUR", "without a billing profile", "adjustment");

        var owner = Map.of("CREDITS_TOKEN", customer.token("owner"));
        assertThat(inspect(owner, customer.organisation(), "--url", url)).isEqualTo(1);
        assertThat(inspect(Map.of(), customer.organisation(), "--url", url)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("403", "Set CREDITS_TOKEN");
    }

    @Test
    void a_misspelt_organisation_is_said_to_have_no_account() {
        assertThat(inspect("nobody", "--port", port())).isEqualTo(1);
        assertThat(inspect("--port", port())).isEqualTo(1);
        assertThat(inspect("acme", "--colour", "red")).isEqualTo(1);

        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8))
                .contains(
                        "nobody has no account: nothing has ever been booked for it.",
                        "Usage:",
                        "Unknown option --colour");
    }

    private String port() {
        return String.valueOf(URI.create(system.localSystem().address()).getPort());
    }

    private int inspect(String... arguments) {
        return inspect(Map.of(), arguments);
    }

    private int inspect(Map<String, String> environment, String... arguments) {
        return InspectCommand.run(
                arguments, environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
