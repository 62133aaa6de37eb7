package credits.simulation.flow;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.function.announce.AnnounceHandler;
import credits.function.authorization.SimulatedAuthorization;
import credits.function.checkout.SimulatedCheckout;
import credits.function.debit.SimulatedDebit;
import credits.function.invoice.SimulatedInvoice;
import credits.function.limits.SimulatedLimits;
import credits.function.notify.SimulatedNotify;
import credits.function.reconcile.SimulatedReconcile;
import credits.function.webhook.WebhookHandler;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.ledger.Ledger;
import credits.local.aws.interception.InterceptedDynamo;
import credits.local.aws.role.ActingFunction;
import credits.local.aws.role.TableRoleCheck;
import credits.local.stripe.FakeStripe;
import credits.local.stripe.FakeStripeSettings;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import credits.retry.Sleeper;
import credits.settings.SellerSettings;
import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.flow.FlowScenario.RandomFaults;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.InMemoryStore;
import credits.stripe.StripeApi;
import credits.stripe.StripeSecrets;
import credits.stripe.StripeWiring;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The deployed system: the real functions on simulated services, which call each other through queues, the table's
/// stream and the bus.
final class FlowSystem implements AutoCloseable {
    static final String TABLE = "credits";
    static final ZoneId ROME = ZoneId.of("Europe/Rome");
    static final String WEBHOOK_SECRET = "whsec_simulated";
    private static final int MAX_SKEW_MILLIS = 1_000;
    private static final Map<String, Set<ApiPermission>> ROLES = Map.of(
            "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.CREDITS_BUY, ApiPermission.LIMITS_WRITE),
            "feature", Set.of(ApiPermission.USAGE_AUTHORIZE));

    final DeterministicScheduler scheduler;
    final ChoiceSource choices;
    final FlowFaults faults;
    final ServicePort port;
    final TenantCheck tenantCheck = new TenantCheck();
    final InMemoryStore store = new InMemoryStore(TABLE);
    final FaultyStore faultyStore;
    final FakeStripe stripe;
    final SimulatedMail mail;
    final InvalidUsage invalidUsage;
    final SimulatedArchive archive;
    final FlowQueues queues;
    final SimulatedWebhooks webhooks = new SimulatedWebhooks(this);
    final SimulatedFunction authorization;
    final SimulatedFunction checkout;
    final SimulatedFunction limits;
    final SimulatedFunction webhook;
    final SimulatedFunction reconcile;
    private final DynamoDbClient dynamo;
    private final Supplier<RetryPolicy> retryPolicies;
    private final LogCheck logCheck;

    FlowSystem(FlowScenario scenario, DeterministicScheduler scheduler, ChoiceSource choices, LogCheck logCheck) {
        this.scheduler = scheduler;
        this.choices = choices;
        this.logCheck = logCheck;
        this.faults = FlowFaults.of(scenario, choices);
        // Deliveries repeat in each run; in some, nothing else goes wrong.
        if (scenario.faults() instanceof RandomFaults && choices.nextBoolean(0.2)) faults.end();
        this.port = new ServicePort(scheduler, choices, faults);
        this.faultyStore = new FaultyStore(store, scheduler, choices, faults::ofTable);
        this.dynamo = new InterceptedDynamo(TableRoleCheck.of(faultyStore), tenantCheck);
        var random = new SplittableRandom(choices.nextInt(Integer.MAX_VALUE));
        this.retryPolicies = RetryPolicy.withinBudget(Duration.ofSeconds(4), random, new SimulatedSleeper());
        this.stripe = FakeStripe.start(FakeStripeSettings.of(scheduler::now, random.split()));
        this.mail = new SimulatedMail(port);
        this.invalidUsage = new InvalidUsage(port);
        this.archive = new SimulatedArchive(port);
        var seller = SellerSettings.parse(FlowSettings.SELLER);
        this.queues = new FlowQueues(
                this,
                function(
                        "debit",
                        () -> SimulatedDebit.newHandler(ledger(), prices(), invalidUsage, retryPolicies, clock())),
                function("announce", () -> new AnnounceHandler(Map.of("EVENT_SOURCE", "/credits/simulated"), clock())),
                function("notify", () -> SimulatedNotify.newHandler(dynamo, TABLE, archive.archive(), mail, clock())),
                function(
                        "invoice",
                        () -> SimulatedInvoice.newHandler(
                                dynamo, TABLE, archive.archive(), seller, retryPolicies, clock())));
        var endpoint = EndpointFixture.withRoles(ROLES);
        this.authorization = function(
                "authorization",
                () -> SimulatedAuthorization.newHandler(
                        endpoint, dynamo, TABLE, ROME, ledger(), prices(), retryPolicies, clock()));
        this.checkout = function(
                "checkout",
                () -> SimulatedCheckout.newHandler(
                        endpoint, FlowSettings.ENVIRONMENT, wiring(), queues::sendInvoiceRequest));
        this.limits = function("limits", () -> SimulatedLimits.newHandler(endpoint, dynamo, TABLE, ROME, ledger()));
        this.webhook = function("webhook", () -> new WebhookHandler(wiring(), 1_000, queues::sendInvoiceRequest));
        this.reconcile =
                function("reconcile", () -> SimulatedReconcile.newHandler(wiring(), FlowSettings.ENVIRONMENT, clock()));
    }

    private SimulatedFunction function(String name, Supplier<RequestStreamHandler> newHandler) {
        return new SimulatedFunction(name, newHandler, this, logCheck);
    }

    private Ledger ledger() {
        return new Ledger(dynamo, TABLE, ROME, retryPolicies);
    }

    private PriceCache prices() {
        return new PriceCache(new PriceListStore(dynamo, TABLE), clock());
    }

    private StripeWiring wiring() {
        var secrets = new StripeSecrets(
                () -> {
                    ActingFunction.requireAllowed("secretsmanager:GetSecretValue", "StripeSecret");
                    return "{\"api_key\":\"%s\",\"webhook_secrets\":[\"%s\"]}"
                            .formatted(FakeStripeSettings.API_KEY, WEBHOOK_SECRET);
                },
                clock());
        var api = new StripeApi(secrets, client -> {
            client.setApiBase(stripe.address());
            client.setHttpClient(new StripePort(port));
        });
        return StripeWiring.of(FlowSettings.ENVIRONMENT, dynamo, secrets, api, retryPolicies);
    }

    // Each instance's clock is a little wrong.
    private InstantSource clock() {
        int skewMillis = choices.nextInt(2 * MAX_SKEW_MILLIS + 1) - MAX_SKEW_MILLIS;
        return () -> scheduler.now().plusMillis(skewMillis);
    }

    /// Whether everything that was sent has been worked on.
    boolean isIdle() {
        return webhooks.isIdle() && queues.isIdle();
    }

    Instant now() {
        return scheduler.now();
    }

    @Override
    public void close() {
        stripe.close();
    }

    private final class SimulatedSleeper implements Sleeper {
        @Override
        public long nanoTime() {
            return Duration.between(FlowSimulation.START, scheduler.now()).toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            scheduler.sleep(duration);
        }
    }
}
