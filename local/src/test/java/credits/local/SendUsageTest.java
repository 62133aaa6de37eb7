package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./run send-usage`, both ways. A query costs EUR 0.12.
@ExtendWith(SharedSystemResolver.class)
class SendUsageTest {
    private static final int UNCOVERED = 2;

    private final RunningSystem system;

    SendUsageTest(RunningSystem system) {
        this.system = system;
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "api"})
    void it_says_what_became_of_each_report_by_text_and_exit_status(String via) throws Exception {
        var customer = system.customer("0.12");
        var id = system.newId();

        var booked = send(customer, via, id, "query.run", "1");
        var uncovered = send(customer, via, system.newId(), "query.run", "1");
        var conflicting = send(customer, via, id, "query.run", "2");
        var unpriced = send(customer, via, system.newId(), "query.nothing", "1");

        assertThat(booked.output()).startsWith(id + " booked\n").contains("/v1/usage/months/current");
        assertThat(booked.status()).isZero();
        assertThat(uncovered.output()).contains(" booked; uncovered by balance or limit: 1 of 1 lines\n");
        assertThat(uncovered.status()).isEqualTo(UNCOVERED);
        assertThat(conflicting.output()).startsWith(id + " invalid: conflicting_report id: ");
        assertThat(conflicting.status()).isOne();
        assertThat(unpriced.output()).contains(" invalid: unpriced_operation data.lines[0]: query.nothing, at ");
        assertThat(unpriced.status()).isOne();
    }

    /// The id is one, whichever way the report goes, and so is the report.
    @ParameterizedTest
    @ValueSource(strings = {"queue", "api"})
    void a_report_that_goes_both_ways_is_booked_once(String first) throws Exception {
        var customer = system.customer("1.00");
        var report = customer.report().addLine("query.run", "1").toString();

        var booked = sendFile(report, first);
        var again = sendFile(report, first.equals("api") ? "queue" : "api");

        assertThat(booked.output()).contains(" booked\n");
        assertThat(again.output()).contains(" already booked\n");
        assertThat(again.status()).isZero();
        assertThat(customer.overview().path("balance").asText()).isEqualTo("0.88");
    }

    @Test
    void of_many_reports_it_counts_and_shows_those_that_were_not_booked() throws Exception {
        var customer = system.customer("100.00");
        var reports = new ArrayList<String>();
        for (int i = 0; i < 120; i++)
            reports.add(customer.report()
                    .addLine(i == 7 ? "query.nothing" : "query.run", "1")
                    .toString());

        var sent = sendFile(String.join("\n", reports), "api");

        assertThat(sent.output())
                .contains("invalid: unpriced_operation")
                .contains("120 reports: {booked=119, invalid=1}\n")
                .doesNotContain(" booked\n");
        assertThat(customer.overview().path("balance").asText()).isEqualTo("85.72");
    }

    private record Run(int status, String output) {}

    private Run send(TestCustomer customer, String via, String id, String operation, String quantity)
            throws IOException, InterruptedException {
        return run(
                "",
                List.of(
                        "--organisation",
                        customer.organisation(),
                        "--operation",
                        operation,
                        "--quantity",
                        quantity,
                        "--id",
                        id,
                        "--via",
                        via));
    }

    private Run sendFile(String reports, String via) throws IOException, InterruptedException {
        return run(reports, List.of("--file", "-", "--via", via));
    }

    private Run run(String input, List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/classes",
                "credits.local.cli.LocalCli",
                "send-usage",
                "--port",
                Integer.toString(URI.create(system.localSystem().address()).getPort())));
        command.addAll(options);
        var started = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var stdin = started.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        var output = new String(started.getInputStream().readAllBytes(), UTF_8);
        return new Run(started.waitFor(), output);
    }
}
