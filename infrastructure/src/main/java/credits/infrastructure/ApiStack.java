package credits.infrastructure;

import static software.amazon.awscdk.services.apigatewayv2.HttpMethod.ANY;
import static software.amazon.awscdk.services.apigatewayv2.HttpMethod.GET;
import static software.amazon.awscdk.services.apigatewayv2.HttpMethod.POST;
import static software.amazon.awscdk.services.apigatewayv2.HttpMethod.PUT;

import credits.infrastructure.HttpRoutes.Route;
import credits.settings.EnvironmentVariable;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// The functions, their routes and their permissions. Holds no data: can be deleted and deployed again.
final class ApiStack extends Stack {
    // API Gateway gives up after 30 seconds, and callers long before.
    private static final Duration HTTP_TIMEOUT = Duration.seconds(10);
    private static final Duration ANNOUNCE_TIMEOUT = Duration.seconds(10);

    private final StageSettings settings;
    private final FunctionJars jars;
    private final DataStack dataStack;
    private final HttpRoutes routes;

    ApiStack(App app, StageSettings settings, FunctionJars jars, DataStack dataStack) {
        super(app, "Api", stackProps(settings));
        this.settings = settings;
        this.jars = jars;
        this.dataStack = dataStack;
        addDebit();
        var usage = httpFunction("Usage");
        UsageFunction.configure(usage, dataStack, settings);
        setPageUrls(usage);
        var limits = addLimits();
        var operator = httpFunction("Operator");
        OperatorFunction.configure(operator, dataStack, settings);
        var privacy = httpFunction("Privacy", PrivacyFunction.TIMEOUT);
        PrivacyFunction.allowErasure(privacy, dataStack.accountTable());
        var authorization = addAuthorization();
        var invoiceQueue = addEvents(limits, operator);
        var payments = new PaymentFunctions(settings, dataStack, this::httpFunction, this::function);
        var checkout = payments.addCheckout(invoiceQueue);
        var webhook = payments.addWebhook(invoiceQueue);
        payments.addReconcile(this, invoiceQueue);
        ProofFunction.add(this, jars, settings, dataStack);
        routes = new HttpRoutes(
                this,
                settings,
                dataStack.signIn(),
                List.of(
                        new Route(GET, "/v1/usage", usage),
                        new Route(GET, "/v1/usage/months/{month}", usage),
                        new Route(GET, "/v1/usage/months", usage),
                        new Route(GET, "/v1/usage/days/{date}", usage),
                        new Route(GET, "/v1/prices", usage),
                        new Route(GET, "/v1/balance", usage),
                        new Route(GET, "/v1/statements/{month}", usage),
                        new Route(GET, "/v1/me", usage),
                        new Route(GET, "/v1/quota", usage),
                        new Route(GET, "/v1/alerts", usage),
                        new Route(GET, "/v1/limits", limits),
                        new Route(PUT, "/v1/limits", limits),
                        new Route(POST, "/v1/alert_recipients/confirmation_emails", limits),
                        new Route(POST, "/v1/alert_recipients/confirmations", limits, true),
                        new Route(GET, "/v1/authorizations", authorization),
                        new Route(POST, "/v1/authorizations", authorization),
                        new Route(GET, "/v1/authorizations/{id}", authorization),
                        new Route(POST, "/v1/authorizations/{id}/capture", authorization),
                        new Route(POST, "/v1/authorizations/{id}/release", authorization),
                        new Route(POST, "/v1/usage_reports", authorization),
                        new Route(POST, "/v1/prices", operator),
                        new Route(GET, "/v1/adjustments", operator),
                        new Route(POST, "/v1/adjustments", operator),
                        new Route(GET, "/v1/webhook_endpoints", operator),
                        new Route(PUT, "/v1/webhook_endpoints/{id}", operator),
                        new Route(POST, "/v1/webhook_endpoints/{id}/secrets", operator),
                        new Route(GET, "/v1/webhook_endpoints/{id}/deliveries", operator),
                        new Route(POST, "/v1/webhook_endpoints/{id}/deliveries/{delivery}/resend", operator),
                        new Route(GET, "/v1/payments", usage),
                        new Route(GET, "/v1/payments/{id}/invoice", usage),
                        new Route(GET, "/v1/payments/{id}/credit_notes/{number}", usage),
                        new Route(GET, "/v1/invoices", operator),
                        new Route(GET, "/v1/vat_report", operator),
                        new Route(GET, "/v1/monthly_close", operator),
                        new Route(GET, "/v1/organisations", operator),
                        new Route(GET, "/v1/segments", operator),
                        new Route(POST, "/v1/personal_data/export", privacy),
                        new Route(POST, "/v1/personal_data/erasure", privacy),
                        new Route(GET, "/v1/billing_profile", limits),
                        new Route(PUT, "/v1/billing_profile", limits),
                        new Route(GET, "/v1/organisation", limits),
                        new Route(PUT, "/v1/organisation", limits),
                        new Route(POST, "/v1/top_ups", checkout),
                        new Route(GET, "/v1/top_ups/{id}", checkout),
                        new Route(POST, "/v1/top_ups/{id}/expire", checkout),
                        new Route(POST, "/v1/payments/{id}/invoice/reissue", checkout),
                        new Route(POST, "/v1/invoices/{number}/reissue", checkout),
                        new Route(GET, "/v1/openapi.yaml", usage, true),
                        new Route(GET, "/v1/openapi.html", usage, true),
                        new Route(GET, "/v1/problems/{code}", usage, true),
                        new Route(ANY, "/v1/{path+}", usage),
                        new Route(POST, "/v1/stripe/webhook", webhook, true)));
        addOutput("StripeWebhookUrl", routes.url() + "v1/stripe/webhook");
        addOutput("ApiUrl", routes.url());
        routes.domainTarget().ifPresent(target -> addOutput("ApiDomainTarget", target));
        var _ = new FunctionDeployments(this, settings, functions());
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

    private void addDebit() {
        var debit = function("Debit", UsageQueues.BATCH_TIMEOUT);
        debit.allowRead(dataStack.accountTable(), ItemKind.ACCOUNTS, ItemKind.PRICES);
        debit.allowPut(dataStack.accountTable(), ItemKind.ACCOUNTS, ItemKind.ORGANISATIONS);
        dataStack.usageQueues().addConsumer(debit, settings.debitConcurrency());
        setUsageRules(debit);
    }

    private JavaFunction addLimits() {
        var limits = httpFunction("Limits");
        limits.allowRead(dataStack.accountTable(), ItemKind.ACCOUNTS);
        limits.allowPut(dataStack.accountTable(), ItemKind.ACCOUNTS, ItemKind.ORGANISATIONS);
        limits.allowGetAndUpdate(dataStack.accountTable(), ItemKind.PROFILES);
        limits.setEnvironment(EnvironmentVariable.VAT_MODE, settings.vat().mode());
        limits.setEnvironment(EnvironmentVariable.SELLER, settings.seller().json());
        return limits;
    }

    private JavaFunction addAuthorization() {
        var function = httpFunction("Authorization");
        function.allowRead(dataStack.accountTable(), ItemKind.ACCOUNTS, ItemKind.PRICES, ItemKind.WAITING_CALLS);
        function.allowGetItem(dataStack.accountTable(), ItemKind.PROFILES);
        function.allowPut(dataStack.accountTable(), ItemKind.ACCOUNTS, ItemKind.ORGANISATIONS, ItemKind.WAITING_CALLS);
        setUsageRules(function);
        setPageUrls(function);
        return function;
    }

    private InvoiceQueue addEvents(JavaFunction limits, JavaFunction operator) {
        var announce = new JavaFunction(this, "Announce", jars, ANNOUNCE_TIMEOUT, settings);
        announce.setEnvironment(EnvironmentVariable.EVENT_SOURCE, "/credits/" + settings.stage());
        var events = new AccountEventBus(this, settings, dataStack.accountTable(), announce);
        var notify = new JavaFunction(this, "Notify", jars, NotificationQueue.TIMEOUT, settings);
        notify.allowGetItem(dataStack.accountTable(), ItemKind.PROFILES, ItemKind.OPERATORS, ItemKind.INVOICES);
        notify.allowPut(dataStack.accountTable(), ItemKind.PROFILES, ItemKind.OPERATORS);
        dataStack.invoiceBucket().grantRead(notify);
        setPageUrls(notify);
        var mail = new NotificationQueue(this, settings, events, notify);
        mail.grantSend(limits);
        if (settings.webhooks()) addWebhooks(events, mail, operator);
        addOutput("EventBusName", events.bus().getEventBusName());
        return new InvoiceQueue(this, settings, dataStack, events, function("Invoice", InvoiceQueue.TIMEOUT));
    }

    private void addWebhooks(AccountEventBus events, NotificationQueue mail, JavaFunction operator) {
        var deliver = new JavaFunction(this, "Deliver", jars, WebhookQueue.TIMEOUT, settings);
        new WebhookQueue(this, settings, dataStack.accountTable(), events, deliver).grantSend(operator);
        mail.grantSend(deliver);
    }

    // Whose usage is booked, and who may report it.
    private void setUsageRules(JavaFunction function) {
        function.setEnvironment(
                EnvironmentVariable.USAGE_PRODUCERS, settings.usageProducers().json());
        function.setAccountOpening();
    }

    // The pages where people can resolve what blocks them.
    private void setPageUrls(JavaFunction function) {
        function.setEnvironment(
                EnvironmentVariable.QUOTA_URL, settings.quotaUrl().toString());
        function.setEnvironment(
                EnvironmentVariable.LIMITS_URL, settings.limitsUrl().toString());
        function.setEnvironment(
                EnvironmentVariable.TOP_UP_URL, settings.topUpUrl().toString());
    }

    private JavaFunction httpFunction(String id) {
        return httpFunction(id, HTTP_TIMEOUT);
    }

    private JavaFunction httpFunction(String id, Duration timeout) {
        var function = function(id, timeout);
        function.serveHttp();
        settings.problemOrigin()
                .ifPresent(origin -> function.setEnvironment(EnvironmentVariable.PROBLEM_ORIGIN, origin));
        function.setEnvironment(EnvironmentVariable.ORGANISATION_CLAIM, settings.organisationClaim());
        function.setEnvironment(EnvironmentVariable.MEMBER_CLAIM, settings.memberClaim());
        function.setEnvironment(EnvironmentVariable.CLIENT_CLAIM, settings.clientClaim());
        function.setEnvironment(
                EnvironmentVariable.MEMBER_REQUESTS_PER_SECOND,
                Integer.toString(settings.requestLimits().member()));
        function.setEnvironment(
                EnvironmentVariable.ORGANISATION_REQUESTS_PER_SECOND,
                Integer.toString(settings.requestLimits().organisation()));
        function.setEnvironment(EnvironmentVariable.PERMISSIONS_CLAIM, settings.permissionsClaim());
        function.setEnvironment(
                EnvironmentVariable.PERMISSIONS_FORMAT,
                settings.permissionsFormat().name());
        function.setEnvironment(EnvironmentVariable.ROLES_CLAIM, settings.rolesClaim());
        function.setEnvironment(
                EnvironmentVariable.ROLES_FORMAT, settings.rolesFormat().name());
        function.setEnvironment(
                EnvironmentVariable.PLATFORM_ORGANISATION,
                settings.platform().organisation().value());
        function.setEnvironment(
                EnvironmentVariable.PLATFORM_CLIENTS, settings.platform().formatClients());
        function.setEnvironment(EnvironmentVariable.ROLES, settings.formatRoles());
        return function;
    }

    private JavaFunction function(String id, Duration timeout) {
        var function = new JavaFunction(this, id, jars, timeout, settings);
        function.setEnvironment(
                EnvironmentVariable.DEFAULT_TIME_ZONE,
                settings.defaultTimeZone().getId());
        return function;
    }

    private void addOutput(String id, String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }

    private static StackProps stackProps(StageSettings settings) {
        return StackProps.builder()
                .stackName(settings.stackName("api"))
                .description("Credits: functions and HTTP API")
                .build();
    }
}
