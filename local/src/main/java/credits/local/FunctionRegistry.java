package credits.local;

import credits.local.lambda.Function;
import credits.local.template.Places;
import credits.wire.Variable;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The functions, each made once however many routes and queues lead to it.
final class Functions {
    // The pages of the web app that functions lead people to. Here they are on this machine.
    private static final List<Variable> PAGES =
            List.of(Variable.RETURN_URL, Variable.QUOTA_URL, Variable.LIMITS_URL, Variable.TOP_UP_URL);

    private final Map<String, Function> made = new HashMap<>();
    private final java.util.function.Function<credits.local.template.Function, Map<String, String>> endpoints;
    private final Map<String, String> payments;
    private final String address;
    private final InstantSource clock;
    private final Consumer<String> log;

    /// `endpoints` are the variables that lead a function to AWS, `payments` those that lead it to Stripe or to what
    /// plays it; `address` is where the web app is; `clock` tells the functions the time.
    Functions(
            java.util.function.Function<credits.local.template.Function, Map<String, String>> endpoints,
            Map<String, String> payments,
            String address,
            InstantSource clock,
            Consumer<String> log) {
        this.endpoints = endpoints;
        this.payments = payments;
        this.address = address;
        this.clock = clock;
        this.log = log;
    }

    Function function(credits.local.template.Function definition) {
        return made.computeIfAbsent(
                definition.name(), _ -> new Function(definition, environment(definition), clock, log));
    }

    /// What the template gives, and what the platform would add.
    Map<String, String> environment(credits.local.template.Function definition) {
        var environment = new HashMap<>(definition.environment());
        environment.putAll(payments);
        for (var page : PAGES) environment.computeIfPresent(page.name(), (_, place) -> here(place));
        environment.put(Variable.VIES_URL.name(), address + VatRegister.PATH);
        environment.put("AWS_REGION", Places.REGION);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", definition.name());
        environment.putAll(endpoints.apply(definition));
        return environment;
    }

    private String here(String place) {
        var page = URI.create(place);
        return address + page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
    }
}
