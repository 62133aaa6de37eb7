package credits.local;

import credits.function.checkout.CheckoutHandler;
import credits.function.debit.DebitHandler;
import credits.local.aws.gateway.ApiGateway;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.template.EventSourceMapping;
import credits.local.aws.template.FunctionDefinition;
import credits.local.aws.template.RouteDefinition;
import credits.local.oidc.OidcProvider;
import credits.local.seed.DemoActions;
import credits.local.seed.DemoPurchases;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Creates what performs the histories of the demo organisations, through the functions that serve the API, which take
/// the time of an action from the event that invokes them, and a `debit` with the clock of the history.
record DemoFactory(LocalSystem system, OidcProvider provider) {
    /// Performs an organisation's actions at the time of `actionClock`.
    DemoActions actions(InstantSource actionClock, Optional<DemoPurchases> purchases) {
        var gateway = new ApiGateway(
                system.template().routes(),
                route -> system.functions().instancesOf(route.function()),
                provider,
                actionClock,
                _ -> {});
        var debit =
                functionOf(system.template().mappings().stream().map(EventSourceMapping::function), DebitHandler.class);
        return new DemoActions(
                gateway,
                new FunctionInstances(
                        debit,
                        () -> new DebitHandler(system.functions().environmentOf(debit), system.clock(), actionClock),
                        _ -> {}),
                system.tokens(actionClock),
                purchases);
    }

    /// The purchases of all organisations; empty with Stripe itself, which knows no past.
    Optional<DemoPurchases> purchases() {
        var connection = system.stripeConnection();
        return connection
                .fakeStripe()
                .map(stripe ->
                        new DemoPurchases(stripe, connection.webhookSecrets(), system::tokens, this::pastGateway));
    }

    private ApiGateway pastGateway(InstantSource past, String stripeAddress) {
        var checkout =
                functionOf(system.template().routes().stream().map(RouteDefinition::function), CheckoutHandler.class);
        var environment = new HashMap<>(system.functions().environmentOf(checkout));
        environment.putAll(Map.of("STRIPE_API_BASE", stripeAddress));
        var instances = new FunctionInstances(checkout, environment, past, _ -> {});
        return new ApiGateway(
                system.template().routes(),
                route -> route.function().equals(checkout)
                        ? instances
                        : system.functions().instancesOf(route.function()),
                provider,
                past,
                _ -> {});
    }

    private static FunctionDefinition functionOf(Stream<FunctionDefinition> functions, Class<?> handler) {
        return functions
                .filter(function -> function.handler().equals(handler.getName()))
                .findFirst()
                .orElseThrow();
    }
}
