package credits.local;

import credits.local.lambda.Function;
import credits.local.template.Places;
import credits.wire.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The functions, each made once however many routes and queues lead to it.
final class Functions {
    private final Map<String, Function> made = new HashMap<>();
    private final java.util.function.Function<credits.local.template.Function, Map<String, String>> endpoints;
    private final Map<String, String> payments;
    private final String address;
    private final Consumer<String> log;

    /// `endpoints` are the variables that lead a function to AWS, `payments` those that lead it to Stripe or to what
    /// plays
    /// it; `address` is where the web app is, to which members come back from a payment.
    Functions(
            java.util.function.Function<credits.local.template.Function, Map<String, String>> endpoints,
            Map<String, String> payments,
            String address,
            Consumer<String> log) {
        this.endpoints = endpoints;
        this.payments = payments;
        this.address = address;
        this.log = log;
    }

    Function function(credits.local.template.Function definition) {
        return made.computeIfAbsent(definition.name(), _ -> new Function(definition, environment(definition), log));
    }

    /// What the template gives, and what the platform would add.
    Map<String, String> environment(credits.local.template.Function definition) {
        var environment = new HashMap<>(definition.environment());
        environment.putAll(payments);
        environment.computeIfPresent(Variable.RETURN_URL.name(), (_, _) -> address + "/payments");
        environment.put("AWS_REGION", Places.REGION);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", definition.name());
        environment.putAll(endpoints.apply(definition));
        return environment;
    }
}
