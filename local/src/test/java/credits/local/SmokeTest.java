package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `./deploy --smoke`, against the system on this machine.
@ExtendWith(SharedSystemResolver.class)
class SmokeTest {
    private final RunningSystem system;

    SmokeTest(RunningSystem system) {
        this.system = system;
    }

    @Test
    void a_stage_that_books_a_hold_and_a_report_passes() throws Exception {
        var customer = system.customer("10.00");

        var run = smoke(customer, Map.of());

        assertThat(run.output()).endsWith("The hold and the report are in the month.\n");
        assertThat(run.status()).isZero();
        assertThat(customer.overview().path("days").findValues("operations").toString())
                .isEqualTo("[2]");
    }

    @Test
    void a_stage_that_refuses_fails_with_its_answer() throws Exception {
        var run = smoke(system.newOrganisation(), Map.of());

        assertThat(run.output()).contains("POST /v1/authorizations answers 402: ");
        assertThat(run.status()).isOne();
    }

    @Test
    void a_report_that_cannot_be_sent_fails() throws Exception {
        var run = smoke(system.customer("10.00"), Map.of("SMOKE_SEND", "echo no queue >&2; exit 3"));

        assertThat(run.output()).endsWith("The report cannot be sent: no queue\n\n");
        assertThat(run.status()).isOne();
    }

    private record Run(int status, String output) {}

    private Run smoke(TestCustomer customer, Map<String, String> others) throws IOException, InterruptedException {
        var address = system.localSystem().address();
        var process = new ProcessBuilder("node", "../scripts/smoke.js").redirectErrorStream(true);
        var environment = process.environment();
        environment.put("CREDITS_URL", address);
        environment.put("USAGE_QUEUE_URL", system.localSystem().usageQueue().url());
        environment.put("SMOKE_ORGANISATION", customer.organisation());
        environment.put("SMOKE_TOKEN", customer.token("owner"));
        environment.put("SMOKE_FEATURE_TOKEN", system.issueToken("platform", "svc_smoke", "feature"));
        environment.put(
                "SMOKE_SEND",
                "%s -cp target/classes credits.local.cli.LocalCli send-usage --file - --port %d"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                URI.create(address).getPort()));
        environment.putAll(others);
        var started = process.start();
        var output = new String(started.getInputStream().readAllBytes(), UTF_8);
        return new Run(started.waitFor(), output);
    }
}
