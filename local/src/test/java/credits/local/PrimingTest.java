package credits.local;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.local.template.Function;
import credits.local.template.Route;
import credits.priming.Primed;
import credits.wire.LoggingContext;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What functions do before Lambda takes their snapshot, done in the environment that the template gives them.
@ExtendWith(SharedSystem.class)
class PrimingTest {
    // Nobody's payment and hold are not found; nothing is adjusted without a key; what Stripe did not sign is refused.
    private static final Map<String, String> STATUS = Map.ofEntries(
            entry("UsageHandler", "200"),
            entry("LimitsHandler", "200"),
            entry("CheckoutHandler", "404"),
            entry("AuthorizationHandler", "404"),
            entry("OperatorHandler", "400"),
            entry("WebhookHandler", "400"));

    private final RunningSystem system;

    PrimingTest(RunningSystem system) {
        this.system = system;
    }

    /// Red when a first request names no route, or its claims are not the deployment's.
    @Test
    void every_function_behind_the_api_answers_its_first_request_without_a_fault() throws Exception {
        for (var function : behindTheApi()) {
            assertThat(primed(function, system.environment(function)))
                    .contains("\"status\":" + STATUS.get(name(function)))
                    .doesNotContain("fault");
        }
    }

    /// Red with a first request that opens an account, such as one for an authorization.
    @Test
    void a_first_request_writes_nothing() throws Exception {
        try (var door = new Door(system.local().places().tables())) {
            for (var function : behindTheApi()) {
                var environment = new HashMap<>(system.environment(function));
                environment.put("AWS_ENDPOINT_URL_DYNAMODB", door.address());

                assertThat(primed(function, environment)).isNotEmpty();
            }

            assertThat(door.operations()).isNotEmpty().isSubsetOf("GetItem", "Query");
        }
    }

    /// The database may not answer, or not allow it yet, while a stage is made. Red when the fault is thrown on, or
    /// when the first request asks nothing of it.
    @Test
    void a_database_that_does_not_answer_is_noticed_and_stops_no_snapshot() throws Exception {
        for (var function : behindTheApi()) {
            if (name(function).equals("OperatorHandler")) continue; // It is called once in a while: it only loads.
            var environment = new HashMap<>(system.environment(function));
            environment.put("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:1");

            assertThat(primed(function, environment)).containsAnyOf("\"status\":503", "\"primed\":false");
        }
    }

    private String primed(Function function, Map<String, String> environment) throws Exception {
        var log = new StringBuilder();
        var made = Class.forName(function.handler())
                .getConstructor(Map.class, InstantSource.class)
                .newInstance(environment, system.local().clock());
        ((Primed) made).prime(environment, new LoggingContext(log).getLogger());
        return log.toString();
    }

    private Set<Function> behindTheApi() {
        return system.local().template().routes().stream().map(Route::function).collect(toSet());
    }

    private static String name(Function function) {
        return function.handler().substring(function.handler().lastIndexOf('.') + 1);
    }
}
