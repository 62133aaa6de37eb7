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

/// The functions, each created once, however many routes and queues invoke it.
final class FunctionRegistry {
    // Links to pages of the web app. The local run points them to its own web app.
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

    /// @param awsEndpoints returns the environment variables that point a function to AWS
    /// @param stripeEnvironment the environment variables that point functions to Stripe or to its fake
    /// @param webAppAddress the base address of the web app
    /// @param clock the clock of the functions
    /// @param log receives the functions' log lines
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

    /// The environment from the template, with the local addresses of AWS, Stripe and the web app.
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
