package credits.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.checkout.Session;
import credits.account.SpendingLimits.LastChange;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat;
import credits.ledger.DynamoDbFixture;
import credits.ledger.query.AccountQueries;
import credits.local.aws.role.ActingFunction;
import credits.local.stripe.FakeStripe;
import credits.local.stripe.FakeStripeSettings;
import credits.money.Eur;
import credits.payment.Payment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The fixture of the payment tests: a Stripe stand-in, the table, and organisations that buy.
public final class PaymentFixture implements AutoCloseable {
    public static final String WEBHOOK_SECRET = "whsec_test";
    public static final MemberId GIULIA = new MemberId("usr_giulia");
    public static final LastChange SAVED_BY_GIULIA = new LastChange(Instant.parse("2026-11-22T11:00:00Z"), GIULIA);
    public static final BillingProfile ACME = new BillingProfile(
            "Acme S.r.l.",
            "Via Roma 1",
            Optional.empty(),
            "20121",
            "Milano",
            Optional.empty(),
            "IT",
            Optional.empty(),
            "it",
            "accounts@acme.example");

    private static final AtomicLong IDS = new AtomicLong();

    private final TestClock clock = new TestClock();
    private final FakeStripe fakeStripe;
    private final DynamoDbClient dynamo;
    private final StripeWiring wiring;

    public PaymentFixture() {
        this(DynamoDbFixture.DYNAMO, false);
    }

    /// Creates the fixture.
    ///
    /// @param live whether our side takes real money
    public PaymentFixture(DynamoDbClient dynamo, boolean live) {
        fakeStripe = FakeStripe.start(FakeStripeSettings.of(clock, new SplittableRandom(IDS.incrementAndGet())));
        this.dynamo = dynamo;
        wiring = live ? live(wiringOn(dynamo)) : wiringOn(dynamo);
    }

    /// A new execution environment, which uses the client `dynamo`.
    public StripeWiring wiringOn(DynamoDbClient dynamo) {
        return wiringAt(fakeStripe.address(), dynamo);
    }

    /// A new execution environment with Stripe at another address.
    public StripeWiring wiringAt(String address, DynamoDbClient dynamo) {
        var environment = Map.of(
                "TABLE_NAME",
                DynamoDbFixture.TABLE_NAME,
                "DEFAULT_TIME_ZONE",
                "Europe/Rome",
                "STRIPE_LIVE",
                "false",
                "STRIPE_API_BASE",
                address);
        return StripeWiring.of(environment, dynamo, secrets());
    }

    private static StripeWiring live(StripeWiring wiring) {
        var fulfilment = new CheckoutFulfilment(
                wiring.api(),
                wiring.paymentLedger(),
                wiring.stripeCustomers(),
                wiring.profileStore(),
                wiring.unmatchedReversals(),
                wiring.quarantine(),
                true);
        return new StripeWiring(
                wiring.dynamo(),
                wiring.tableName(),
                wiring.secrets(),
                wiring.api(),
                wiring.paymentLedger(),
                wiring.stripeCustomers(),
                wiring.profileStore(),
                wiring.unmatchedReversals(),
                wiring.quarantine(),
                fulfilment,
                wiring.reversals(),
                true);
    }

    public StripeSecrets secrets() {
        return new StripeSecrets(
                () -> {
                    ActingFunction.requireAllowed("secretsmanager:GetSecretValue", "StripeSecret");
                    return "{\"api_key\":\"" + FakeStripeSettings.API_KEY + "\",\"webhook_secrets\":[\"whsec_old\",\""
                            + WEBHOOK_SECRET + "\"]}";
                },
                clock);
    }

    public TestClock clock() {
        return clock;
    }

    public FakeStripe stripe() {
        return fakeStripe;
    }

    public StripeWiring wiring() {
        return wiring;
    }

    /// An organisation without entries.
    public OrganisationId newOrganisation() {
        return new OrganisationId(
                "pay_" + IDS.incrementAndGet() + "_" + ProcessHandle.current().pid());
    }

    /// A new key, as a caller creates it.
    public UniqueId newKey() {
        return new UniqueId((clock.instant().toEpochMilli() << 16) | 0x7000, IDS.incrementAndGet());
    }

    /// A top-up of `cents` with an open session.
    public Payment openTopUp(OrganisationId organisation, long cents) {
        return openTopUp(organisation, cents, ACME);
    }

    /// The same by another buyer.
    public Payment openTopUp(OrganisationId organisation, long cents, BillingProfile buyer) {
        var now = clock.instant();
        var begun = Payment.begin(
                organisation,
                newKey(),
                GIULIA,
                now,
                now.plus(Duration.ofHours(2)),
                Eur.ofCents(cents),
                new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, cents * 22 / 100),
                Optional.of(buyer),
                "seal");
        var payment = wiring.paymentLedger().begin(begun, 1).orElseThrow();
        var page = new CheckoutSessions(
                        wiring.api(),
                        wiring.stripeCustomers(),
                        URI.create("https://app.example.com/usage/payments"),
                        "IT",
                        CheckoutSessions.ThreeDSecure.ANY)
                .openSession(payment);
        var open = payment.withCheckoutSession(page);
        if (!wiring.paymentLedger().store().replace(payment, open))
            throw new IllegalStateException("changed meanwhile");
        return open;
    }

    public Payment stored(Payment payment) {
        return wiring.paymentLedger()
                .store()
                .find(payment.organisation(), payment.id())
                .orElseThrow();
    }

    /// The balance of the organisation's account.
    public String balance(OrganisationId organisation) {
        return new AccountQueries(dynamo, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ROME)
                .currentAccount(organisation, clock.instant())
                .balance()
                .toString();
    }

    public String sessionId(Payment payment) {
        return payment.checkoutSession().orElseThrow().sessionId();
    }

    /// The events for our endpoint so far, in the order of their occurrence.
    public List<String> events(Payment payment) {
        var intent = fakeStripe.paymentIntentOf(sessionId(payment));
        return fakeStripe.events().stream()
                .filter(event -> WebhookRouter.TYPES.contains(event.path("type").asText()))
                .filter(event -> concerns(event.at("/data/object"), sessionId(payment), intent))
                .map(JsonNode::toString)
                .toList();
    }

    private static boolean concerns(JsonNode object, String session, String intent) {
        return List.of(session, intent).contains(object.path("id").asText())
                || object.path("payment_intent").asText("-").equals(intent);
    }

    /// The header that Stripe would send with `body`.
    public String signature(String body) {
        return signature(body, clock.instant(), WEBHOOK_SECRET);
    }

    public static String signature(String body, Instant at, String secret) {
        long seconds = at.getEpochSecond();
        return "t=" + seconds + ",v1="
                + HexFormat.of().formatHex(StripeSignature.sign(seconds, body.getBytes(UTF_8), secret));
    }

    public UpdateSource source() {
        return new UpdateSource("test", clock.instant(), clock.instant(), _ -> {});
    }

    public Session retrieveSession(Payment payment) {
        return wiring.api().retrieveSession(sessionId(payment));
    }

    @Override
    public void close() {
        fakeStripe.close();
    }

    /// The test's clock.
    public static final class TestClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        public void advance(Duration time) {
            now = now.plus(time);
        }
    }
}
