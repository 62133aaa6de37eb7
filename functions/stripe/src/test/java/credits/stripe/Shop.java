package credits.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.checkout.Session;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.LocalTable;
import credits.ledger.Statements;
import credits.local.stripe.Settings;
import credits.local.stripe.StripeStandIn;
import credits.topup.Buyer;
import credits.topup.Payment;
import credits.topup.Vat;
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
public final class Shop implements AutoCloseable {
    public static final String WEBHOOK_SECRET = "whsec_test";
    public static final Buyer ACME = new Buyer(
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
    private final StripeStandIn standIn;
    private final DynamoDbClient dynamo;
    private final StripeWiring wiring;

    public Shop() {
        this(LocalTable.DYNAMO, false);
    }

    /// Creates the fixture.
    ///
    /// @param live whether our side takes real money
    public Shop(DynamoDbClient dynamo, boolean live) {
        standIn = StripeStandIn.start(Settings.of(clock, new SplittableRandom(IDS.incrementAndGet())));
        this.dynamo = dynamo;
        wiring = live ? live(wiringOn(dynamo)) : wiringOn(dynamo);
    }

    /// A new execution environment, which uses the client `way`.
    public StripeWiring wiringOn(DynamoDbClient way) {
        return wiringAt(standIn.address(), way);
    }

    /// A new execution environment with Stripe at another address.
    public StripeWiring wiringAt(String address, DynamoDbClient way) {
        var environment = Map.of(
                "TABLE_NAME",
                LocalTable.NAME,
                "DEFAULT_TIME_ZONE",
                "Europe/Rome",
                "STRIPE_LIVE",
                "false",
                "STRIPE_API_BASE",
                address);
        return StripeWiring.of(environment, way, secrets());
    }

    private static StripeWiring live(StripeWiring of) {
        var fulfilment = new Fulfilment(of.api(), of.payments(), of.customers(), of.profiles(), of.parking(), true);
        return new StripeWiring(
                of.dynamo(),
                of.table(),
                of.secrets(),
                of.api(),
                of.payments(),
                of.customers(),
                of.profiles(),
                of.parking(),
                fulfilment,
                of.reversals(),
                true);
    }

    public Secrets secrets() {
        return new Secrets(
                () -> "{\"api_key\":\"" + Settings.SECRET + "\",\"webhook_secrets\":[\"whsec_old\",\"" + WEBHOOK_SECRET
                        + "\"]}",
                clock);
    }

    public TestClock clock() {
        return clock;
    }

    public StripeStandIn stripe() {
        return standIn;
    }

    public StripeWiring wiring() {
        return wiring;
    }

    /// An organisation without entries.
    public OrganisationId organisation() {
        return new OrganisationId(
                "pay_" + IDS.incrementAndGet() + "_" + ProcessHandle.current().pid());
    }

    /// A new key, as a caller creates it.
    public UniqueId key() {
        return new UniqueId((clock.instant().toEpochMilli() << 16) | 0x7000, IDS.incrementAndGet());
    }

    /// A top-up of `cents` with an open session.
    public Payment topUp(OrganisationId organisation, long cents) {
        var now = clock.instant();
        var begun = Payment.begun(
                organisation,
                key(),
                new MemberId("usr_giulia"),
                now,
                now.plus(Duration.ofHours(2)),
                cents,
                new Vat.Decided(Vat.Treatment.STANDARD, 2_200, cents * 22 / 100),
                Optional.of(ACME),
                "seal");
        var payment = wiring.payments().begin(begun, 1).orElseThrow();
        var page = new PaymentPage(
                        wiring.api(), wiring.customers(), URI.create("https://app.example.com/usage/payments"), "IT")
                .open(payment);
        var open = payment.withCheckout(page);
        if (!wiring.payments().records().replace(payment, open)) throw new IllegalStateException("changed meanwhile");
        return open;
    }

    public Payment stored(Payment payment) {
        return wiring.payments()
                .records()
                .find(payment.organisation(), payment.id())
                .orElseThrow();
    }

    /// The balance of the organisation's account.
    public String balance(OrganisationId organisation) {
        return new Statements(dynamo, LocalTable.NAME, LocalTable.ROME)
                .current(organisation, clock.instant())
                .balance()
                .toString();
    }

    public String session(Payment payment) {
        return payment.checkout().orElseThrow().session();
    }

    /// The events for our endpoint so far, in the order of their occurrence.
    public List<String> events(Payment payment) {
        var intent = standIn.intentOf(session(payment));
        return standIn.events().stream()
                .filter(event -> Events.TYPES.contains(event.path("type").asText()))
                .filter(event -> concerns(event.at("/data/object"), session(payment), intent))
                .map(JsonNode::toString)
                .toList();
    }

    private static boolean concerns(JsonNode object, String session, String intent) {
        return object.path("id").asText().equals(session)
                || object.path("payment_intent").asText("-").equals(intent);
    }

    /// The header that Stripe would send with `body`.
    public String signature(String body) {
        return signature(body, clock.instant(), WEBHOOK_SECRET);
    }

    public static String signature(String body, Instant at, String secret) {
        long seconds = at.getEpochSecond();
        return "t=" + seconds + ",v1="
                + HexFormat.of().formatHex(Signature.sign(seconds, body.getBytes(UTF_8), secret));
    }

    public Told told() {
        return new Told("test", clock.instant(), clock.instant(), _ -> {});
    }

    public Session page(Payment payment) {
        return wiring.api().session(session(payment));
    }

    @Override
    public void close() {
        standIn.close();
    }

    /// The test's clock.
    public static final class TestClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        public void passes(Duration time) {
            now = now.plus(time);
        }
    }
}
