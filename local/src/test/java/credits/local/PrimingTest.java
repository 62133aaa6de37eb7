package credits.local;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.http.FakeLambdaContext;
import credits.local.aws.template.FunctionDefinition;
import credits.local.aws.template.RouteDefinition;
import credits.priming.PrimedHandler;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Priming: the requests that functions process before Lambda takes their snapshot, with the environment
/// of the template.
@ExtendWith(SharedSystemResolver.class)
class PrimingTest {
    // Payments and authorizations that do not exist are not found, an adjustment without a key is invalid, and
    // a webhook that Stripe did not sign is rejected.
    private static final Map<String, String> EXPECTED_STATUS = Map.ofEntries(
            entry("UsageHandler", "200"),
            entry("LimitsHandler", "200"),
            entry("CheckoutHandler", "404"),
            entry("AuthorizationHandler", "404"),
            entry("OperatorHandler", "400"),
            entry("PrivacyHandler", "400"),
            entry("WebhookHandler", "400"));

    // They only load their classes.
    private static final Set<String> RARELY_CALLED = Set.of("OperatorHandler", "PrivacyHandler");

    private final RunningSystem system;

    PrimingTest(RunningSystem system) {
        this.system = system;
    }

    /// Fails if a priming request matches no route, or its claims are not those of the deployment.
    @Test
    void every_API_function_answers_its_priming_request_without_an_error() throws Exception {
        for (var function : behindTheApi()) {
            assertThat(prime(function, system.environment(function)))
                    .contains("\"status\":" + EXPECTED_STATUS.get(name(function)))
                    .doesNotContain("fault");
        }
    }

    /// Fails if a priming request opens an account, as one for an authorization would.
    @Test
    void a_priming_request_writes_nothing() throws Exception {
        try (var conflicts =
                new ConflictCounter(system.localSystem().addresses().dynamoDb())) {
            for (var function : behindTheApi()) {
                var environment = new HashMap<>(system.environment(function));
                environment.put("AWS_ENDPOINT_URL_DYNAMODB", conflicts.address());

                assertThat(prime(function, environment)).isNotEmpty();
            }

            assertThat(conflicts.operations()).isNotEmpty().isSubsetOf("GetItem", "Query");
        }
    }

    /// While a stage is being deployed, the database may be unavailable or may not be accessible yet. Fails if
    /// the fault is rethrown, or if the priming request does not read from the database.
    @Test
    void an_unreachable_database_is_logged_and_does_not_fail_the_snapshot() throws Exception {
        for (var function : behindTheApi()) {
            if (RARELY_CALLED.contains(name(function))) continue;
            var environment = new HashMap<>(system.environment(function));
            environment.put("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:1");

            assertThat(prime(function, environment)).containsAnyOf("\"status\":503", "\"primed\":false");
        }
    }

    private String prime(FunctionDefinition function, Map<String, String> environment) throws Exception {
        var log = new StringBuilder();
        var made = Class.forName(function.handler())
                .getConstructor(Map.class, InstantSource.class)
                .newInstance(environment, system.localSystem().clock());
        ((PrimedHandler) made).prime(environment, new FakeLambdaContext(log).getLogger());
        return log.toString();
    }

    private Set<FunctionDefinition> behindTheApi() {
        return system.localSystem().template().routes().stream()
                .map(RouteDefinition::function)
                .collect(toSet());
    }

    private static String name(FunctionDefinition function) {
        return function.handler().substring(function.handler().lastIndexOf('.') + 1);
    }
}
