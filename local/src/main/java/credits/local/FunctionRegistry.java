package credits.local;

import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.template.LocalAddresses;
import credits.local.external.FakeViesServer;
import credits.settings.EnvironmentVariable;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The functions, each made once however many routes and queues lead to it.
final class FunctionRegistry {
    // The pages of the web app that functions lead people to. Here they are on this machine.
    private static final List<EnvironmentVariable> PAGE_URLS = List.of(
            EnvironmentVariable.RETURN_URL,
            EnvironmentVariable.QUOTA_URL,
            EnvironmentVariable.LIMITS_URL,
            EnvironmentVariable.TOP_UP_URL);

    private final Map<String, FunctionInstances> instances = new HashMap<>();
    private final java.util.function.Function<credits.local.aws.template.FunctionDefinition, Map<String, String>>
            awsEndpoints;
    private final Map<String, String> stripeEnvironment;
    private final String webAppAddress;
    private final InstantSource clock;
    private final Consumer<String> log;

    /// `awsEndpoints` are the variables that lead a function to AWS, `stripeEnvironment` those that lead it to
    /// Stripe or to what plays it; `webAppAddress` is where the web app is; `clock` tells the functions the time.
    FunctionRegistry(
            java.util.function.Function<credits.local.aws.template.FunctionDefinition, Map<String, String>>
                    awsEndpoints,
            Map<String, String> stripeEnvironment,
            String webAppAddress,
            InstantSource clock,
            Consumer<String> log) {
        this.awsEndpoints = awsEndpoints;
        this.stripeEnvironment = stripeEnvironment;
        this.webAppAddress = webAppAddress;
        this.clock = clock;
        this.log = log;
    }

    FunctionInstances instancesOf(credits.local.aws.template.FunctionDefinition definition) {
        return instances.computeIfAbsent(
                definition.name(), _ -> new FunctionInstances(definition, environmentOf(definition), clock, log));
    }

    /// What the template gives, and what the platform would add.
    Map<String, String> environmentOf(credits.local.aws.template.FunctionDefinition definition) {
        var environment = new HashMap<>(definition.environment());
        environment.putAll(stripeEnvironment);
        for (var page : PAGE_URLS) environment.computeIfPresent(page.name(), (_, url) -> toLocalUrl(url));
        environment.put(EnvironmentVariable.VIES_URL.name(), webAppAddress + FakeViesServer.PATH);
        environment.put("AWS_REGION", LocalAddresses.REGION);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", definition.name());
        environment.putAll(awsEndpoints.apply(definition));
        return environment;
    }

    private String toLocalUrl(String url) {
        var uri = URI.create(url);
        return webAppAddress + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
