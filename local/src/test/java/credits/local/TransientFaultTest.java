package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.aws.service.LocalDynamoDb;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A transient fault has no effect on what is booked.
@ExtendWith(SharedSystemResolver.class)
class TransientFaultTest {
    @Test
    void while_the_database_is_down_a_message_and_all_behind_it_are_retried(RunningSystem system) {
        var customer = system.customer("100.00");
        var environment = new HashMap<>(system.debitEnvironment());
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:1");
        var bodies = List.of(
                customer.report().addLine("query.run", "1"), customer.report().addLine("query.run", "2"));

        var comeAgain = new DebitWorker(system, environment).deliver(customer, bodies);
        var comeAgainLater = new DebitWorker(system, system.debitEnvironment()).deliver(customer, bodies);

        assertThat(comeAgain).containsExactly(0, 1);
        assertThat(comeAgainLater).isEmpty();
        assertThat(customer.entries()).hasSize(2);
    }

    @Test
    void reports_sent_while_the_database_is_down_are_booked_when_it_is_back(@TempDir Path folder) {
        try (var system = RunningSystem.start(folder)) {
            var customer = system.customer("100.00");
            customer.send(customer.report().addLine("query.run", "1").setOnLastLine("reference", "before"));
            system.awaitEmptyQueue();

            system.localSystem().services().dynamoDb().close();
            customer.send(customer.report().addLine("query.run", "1").setOnLastLine("reference", "meanwhile"));
            system.await("a first attempt that fails", () -> outcomes(customer).contains("will_retry"));
            var refused = customer.get("/v1/usage/months/current");
            try (var _ = LocalDynamoDb.start(system.localSystem().addresses(), Optional.of(folder))) {
                system.awaitEmptyQueue();

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("retry-after")).isPresent();
                assertThat(outcomes(customer).getLast()).isEqualTo("booked");
                assertThat(customer.entries())
                        .extracting(entry -> entry.path("reference").asText())
                        .containsExactly("meanwhile", "before");
            }
        }
    }

    private static List<String> outcomes(TestCustomer customer) {
        return customer.system()
                .debitLog(customer)
                .map(line -> line.path("outcome").asText())
                .filter(outcome -> !outcome.isEmpty())
                .toList();
    }
}
