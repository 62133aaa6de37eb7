package credits.infrastructure;

import static software.amazon.awscdk.services.apigatewayv2.HttpMethod.GET;
import static software.amazon.awscdk.services.apigatewayv2.HttpMethod.POST;
import static software.amazon.awscdk.services.apigatewayv2.HttpMethod.PUT;

import credits.infrastructure.HttpRoutes.Route;
import credits.wire.Variable;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// The functions, their routes and their permissions. Holds no data: can be deleted and deployed again.
final class Api extends Stack {
    // API Gateway gives up after 30 seconds, and callers long before.
    private static final Duration HTTP_TIMEOUT = Duration.seconds(10);

    private static final Duration ANNOUNCE_TIMEOUT = Duration.seconds(10);

    private final Settings settings;
    private final Jars jars;
    private final Data data;
    private final HttpRoutes routes;

    Api(App app, Settings settings, Jars jars, Data data) {
        super(app, "Api", properties(settings));
        this.settings = settings;
        this.jars = jars;
        this.data = data;
        debit();
        var usage = usage();
        var limits = limits();
        var operator = operator();
        var authorization = authorization();
        var paper = events();
        var payments = new PaymentFunctions(settings, data, this::httpFunction, this::function);
        var checkout = payments.checkout();
        var webhook = payments.webhook();
        payments.reconcile(this, paper);
        routes = new HttpRoutes(
                this,
                settings,
                List.of(
                        new Route(GET, "/v1/usage/months/{month}", usage),
                        new Route(GET, "/v1/usage/months", usage),
                        new Route(GET, "/v1/usage/days/{date}", usage),
                        new Route(GET, "/v1/prices", usage),
                        new Route(GET, "/v1/me", usage),
                        new Route(GET, "/v1/quota", usage),
                        new Route(GET, "/v1/alerts", usage),
                        new Route(GET, "/v1/limits", limits),
                        new Route(PUT, "/v1/limits", limits),
                        new Route(POST, "/v1/authorizations", authorization),
                        new Route(POST, "/v1/authorizations/{id}/capture", authorization),
                        new Route(POST, "/v1/authorizations/{id}/release", authorization),
                        new Route(POST, "/v1/prices", operator),
                        new Route(POST, "/v1/adjustments", operator),
                        new Route(GET, "/v1/payments", usage),
                        new Route(GET, "/v1/payments/{id}/invoice", usage),
                        new Route(GET, "/v1/payments/{id}/credit_notes/{number}", usage),
                        new Route(GET, "/v1/invoices", operator),
                        new Route(GET, "/v1/billing_profile", limits),
                        new Route(PUT, "/v1/billing_profile", limits),
                        new Route(POST, "/v1/top_ups", checkout),
                        new Route(GET, "/v1/top_ups/{id}", checkout),
                        new Route(POST, "/v1/stripe/webhook", webhook, true)));
        CfnOutput.Builder.create(this, "StripeWebhookUrl")
                .value(routes.url() + "v1/stripe/webhook")
                .build();
        CfnOutput.Builder.create(this, "ApiUrl").value(routes.url()).build();
        var _ = new Deployments(this, settings, functions());
    }

    HttpRoutes routes() {
        return routes;
    }

    /// All functions, in the order of their creation.
    List<JavaFunction> functions() {
        return getNode().getChildren().stream()
                .filter(JavaFunction.class::isInstance)
                .map(JavaFunction.class::cast)
                .toList();
    }

    JavaFunction function(String id) {
        return (JavaFunction) getNode().findChild(id);
    }

    private void debit() {
        var debit = function("Debit", UsageIntake.BATCH_TIMEOUT);
        debit.reads(data.accounts(), Items.ACCOUNTS, Items.ORGANISATIONS, Items.PRICES);
        debit.appends(data.accounts(), Items.ACCOUNTS, Items.ORGANISATIONS);
        data.usage().feed(debit, settings.debitConcurrency());
    }

    private JavaFunction usage() {
        var usage = httpFunction("Usage");
        usage.reads(data.accounts(), Items.ACCOUNTS, Items.PRICES, Items.PROFILES, Items.RECONCILIATION);
        data.archive().openTo(usage);
        usage.set(Variable.ORGANISATION_NAME_CLAIM, settings.organisationNameClaim());
        usage.set(Variable.TOP_UP_PRESETS, settings.topUp().presetsAsText());
        usage.set(Variable.TOP_UP_MINIMUM, Integer.toString(settings.topUp().minimum()));
        usage.set(Variable.TOP_UP_MAXIMUM, Integer.toString(settings.topUp().maximum()));
        usage.set(Variable.BILLING_CONTACT, settings.billingContact().value());
        pages(usage);
        return usage;
    }

    private JavaFunction limits() {
        var limits = httpFunction("Limits");
        limits.reads(data.accounts(), Items.ACCOUNTS, Items.ORGANISATIONS);
        limits.appends(data.accounts(), Items.ACCOUNTS, Items.ORGANISATIONS);
        limits.changes(data.accounts(), Items.PROFILES);
        limits.set(Variable.VAT_MODE, settings.vat().mode());
        limits.set(Variable.SELLER, settings.seller().text());
        return limits;
    }

    private JavaFunction operator() {
        var operator = httpFunction("Operator");
        operator.set(Variable.LARGEST_ADJUSTMENT, Integer.toString(settings.largestAdjustment()));
        operator.reads(data.accounts(), Items.ACCOUNTS, Items.INVOICES, Items.ORGANISATIONS, Items.PRICES);
        operator.appends(data.accounts(), Items.ACCOUNTS, Items.ORGANISATIONS, Items.PRICES);
        return operator;
    }

    private JavaFunction authorization() {
        var authorization = httpFunction("Authorization");
        authorization.reads(data.accounts(), Items.ACCOUNTS, Items.ORGANISATIONS, Items.PRICES);
        authorization.appends(data.accounts(), Items.ACCOUNTS, Items.ORGANISATIONS);
        pages(authorization);
        return authorization;
    }

    private Paper events() {
        var announce = new JavaFunction(this, "Announce", jars, ANNOUNCE_TIMEOUT, settings);
        var events = new EventBus(this, settings, data.accounts(), announce);
        var notify = new JavaFunction(this, "Notify", jars, AlertMail.TIMEOUT, settings);
        notify.gets(data.accounts(), Items.PROFILES, Items.OPERATORS);
        notify.appends(data.accounts(), Items.PROFILES, Items.OPERATORS);
        pages(notify);
        var _ = new AlertMail(this, settings, events, notify);
        CfnOutput.Builder.create(this, "EventBusName")
                .value(events.bus().getEventBusName())
                .build();
        return new Paper(this, settings, data, events, function("Invoice", Paper.TIMEOUT));
    }

    // The pages where people can remove an obstacle.
    private void pages(JavaFunction function) {
        function.set(Variable.QUOTA_URL, settings.quotaUrl().toString());
        function.set(Variable.LIMITS_URL, settings.limitsUrl().toString());
        function.set(Variable.TOP_UP_URL, settings.topUpUrl().toString());
    }

    private JavaFunction httpFunction(String id) {
        return httpFunction(id, HTTP_TIMEOUT);
    }

    private JavaFunction httpFunction(String id, Duration timeout) {
        var function = function(id, timeout);
        function.answersHttp();
        function.set(Variable.ORGANISATION_CLAIM, settings.organisationClaim());
        function.set(Variable.MEMBER_CLAIM, settings.memberClaim());
        function.set(Variable.PERMISSIONS_CLAIM, settings.permissionsClaim());
        function.set(Variable.ROLES_CLAIM, settings.rolesClaim());
        function.set(Variable.ROLES, settings.rolesAsText());
        return function;
    }

    private JavaFunction function(String id, Duration timeout) {
        var function = new JavaFunction(this, id, jars, timeout, settings);
        function.set(Variable.DEFAULT_TIME_ZONE, settings.defaultTimeZone().getId());
        return function;
    }

    private static StackProps properties(Settings settings) {
        return StackProps.builder()
                .stackName(settings.stackName("api"))
                .description("Credits: functions and HTTP API")
                .build();
    }
}
