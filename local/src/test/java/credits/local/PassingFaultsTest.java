package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a fault that passes does to usage: nothing.
class PassingFaultsTest {
    @TempDir
    private Path folder;

    private RunningSystem system;

    @BeforeEach
    void start() {
        system = RunningSystem.start(folder);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void a_message_that_meets_a_dead_database_comes_again_with_all_behind_it() {
        var customer = system.customer("100.00");
        var environment = new HashMap<>(system.debitEnvironment());
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:1");
        var bodies = List.of(
                customer.report().line("query.run", "1"), customer.report().line("query.run", "2"));

        var comeAgain = new Worker(system, environment).handle(customer, bodies);
        var comeAgainLater = new Worker(system, system.debitEnvironment()).handle(customer, bodies);

        assertThat(comeAgain).containsExactly(0, 1);
        assertThat(comeAgainLater).isEmpty();
        assertThat(customer.entries()).hasSize(2);
    }

    @Test
    void reports_that_come_while_the_database_is_down_are_booked_when_it_is_back() {
        var customer = system.customer("100.00");
        customer.send(customer.report().line("query.run", "1").with("reference", "before"));
        system.awaitSettled();

        system.local().stores().database().close();
        customer.send(customer.report().line("query.run", "1").with("reference", "meanwhile"));
        system.await("a first attempt that fails", () -> outcomes(customer).contains("comes_again"));
        var refused = customer.get("/v1/usage/months/current");
        try (var _ = Database.start(system.local().places(), Optional.of(folder))) {
            system.awaitSettled();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(outcomes(customer).getLast()).isEqualTo("booked");
            assertThat(customer.entries())
                    .extracting(entry -> entry.path("reference").asText())
                    .containsExactly("meanwhile", "before");
        }
    }

    private List<String> outcomes(Customer customer) {
        return system.debitLog(customer)
                .map(line -> line.path("outcome").asText())
                .filter(outcome -> !outcome.isEmpty())
                .toList();
    }
}
