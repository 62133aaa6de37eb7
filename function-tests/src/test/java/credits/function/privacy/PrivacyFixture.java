package credits.function.privacy;

import static credits.TestData.NOON;
import static credits.ledger.DynamoDbFixture.DYNAMO;
import static credits.ledger.DynamoDbFixture.ROME;
import static credits.ledger.DynamoDbFixture.TABLE_NAME;
import static java.util.Objects.requireNonNull;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestData;
import credits.TestParties;
import credits.TestRequest;
import credits.account.AlertRecipients;
import credits.account.SpendingLimits.LastChange;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat;
import credits.invoicing.VatId;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.ledger.SegmentStore;
import credits.money.Eur;
import credits.notification.Notification;
import credits.notification.Notification.Delivery;
import credits.notification.Notification.DeliveryState;
import credits.notification.RecipientGroup;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentStore;
import credits.retry.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An organisation with everything that is stored of its people, and the officer who exports and erases it.
final class PrivacyFixture {
    static final MemberId GIULIA = TestData.GIULIA;
    static final MemberId MARCO = new MemberId("usr_marco");
    static final String GIULIAS_MAIL = "giulia.bianchi@acme.example";
    static final String MARCOS_MAIL = "marco.verdi@acme.example";

    private static final AtomicLong MADE = new AtomicLong();
    private static final Supplier<RetryPolicy> RETRY_POLICY =
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
    private static final PaymentLedger PAYMENTS =
            new PaymentLedger(DYNAMO, TABLE_NAME, DynamoDbFixture.ledger(), RETRY_POLICY);
    private static final InvoiceIssuance INVOICES = new InvoiceIssuance(DYNAMO, TABLE_NAME, RETRY_POLICY);
    static final PaymentStore PAYMENT_STORE = new PaymentStore(DYNAMO, TABLE_NAME);

    private static final BillingProfile BUYER = new BillingProfile(
            "Bianchi Traduzioni",
            "Via Garibaldi 7",
            Optional.of("Interno 3"),
            "10122",
            "Torino",
            Optional.of("TO"),
            "IT",
            Optional.of(new VatId("IT01234567890", VatId.Status.VERIFIED)),
            "it",
            GIULIAS_MAIL);

    /// What the raw table must not have after an erasure, besides documents.
    static final List<String> NAMES =
            List.of("Bianchi", "Garibaldi", "Interno 3", "10122", "Torino", "IT01234567890", GIULIAS_MAIL, MARCOS_MAIL);

    final OrganisationId organisation = new OrganisationId("privacy_" + MADE.incrementAndGet());

    private final HandlerInvoker handler = new HandlerInvoker(new PrivacyHandler(
            EndpointFixture.withRoles(Map.of(
                    "privacy", Set.of(ApiPermission.PRIVACY_MANAGE),
                    "operator", Set.of(ApiPermission.ACCOUNTS_ADJUST, ApiPermission.FINANCE_READ))),
            new Wiring(
                    new OrganisationItems(DYNAMO, TABLE_NAME),
                    new SegmentStore(DYNAMO, TABLE_NAME),
                    new MemberPseudonyms(DYNAMO, TABLE_NAME),
                    new PersonalDataAudit(DYNAMO, TABLE_NAME))));

    HandlerResponse call(String action, String body) {
        return call(action, body, "[privacy]");
    }

    HandlerResponse call(String action, String body, String roles) {
        return handler.callRoute(TestRequest.of("POST /v1/personal_data/" + action, "", NOON)
                .signedInAs("platform", roles)
                .withSubject("usr_officer")
                .withJson(body));
    }

    String log() {
        return handler.log();
    }

    /// The body of a request for this organisation.
    String body(String subject) {
        return "{\"organisation\":\"%s\",%s,\"reason\":\"Request 17\"}".formatted(organisation, subject);
    }

    /// Stores a profile with two recipients, a notification to both, and a segment with Giulia's limits.
    void storePeople() {
        var profiles = DynamoDbFixture.profileStore();
        profiles.saveBillingProfile(organisation, BUYER, new LastChange(NOON, GIULIA));
        var recipients = AlertRecipients.NONE.replacedBy(
                List.of(new EmailAddress(GIULIAS_MAIL), new EmailAddress(MARCOS_MAIL)),
                new LastChange(NOON, GIULIA),
                address -> address.value().equals(MARCOS_MAIL) ? Optional.of("secret-of-marco") : Optional.empty());
        profiles.replaceAlertRecipients(organisation, AlertRecipients.NONE, recipients);
        var _ = DynamoDbFixture.notificationStore()
                .replace(new Notification(
                        new RecipientGroup.Members(organisation),
                        NOON,
                        "1",
                        NOON,
                        "limit.reached",
                        "{}",
                        List.of(delivery(GIULIAS_MAIL), delivery(MARCOS_MAIL)),
                        NOON,
                        1));
        var _ = DynamoDbFixture.ledger().commit(organisation, TestData.limitsChange("10", "20", NOON));
    }

    private static Delivery delivery(String address) {
        return new Delivery(new EmailAddress(address), DeliveryState.SENT, Optional.of(NOON));
    }

    /// Stores a top-up of Giulia's, begun at `time`.
    Payment storePayment(Instant time) {
        var begun = Payment.begin(
                organisation,
                new UniqueId((time.toEpochMilli() << 16) | 0x7000, MADE.incrementAndGet()),
                GIULIA,
                time,
                time.plus(Duration.ofHours(2)),
                Eur.ofCents(10_000),
                new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, 2_200),
                Optional.of(BUYER),
                "secret-of-cursors");
        return PAYMENTS.begin(begun, 1).orElseThrow();
    }

    static Payment pay(Payment payment) {
        var paid = new PaymentUpdate.Paid("pi_" + payment.id(), Eur.ofCents(12_200), payment.createdAt());
        return PAYMENTS.applyUpdates(payment.organisation(), payment.id(), List.of(paid), NOON);
    }

    static String issueInvoice(Payment payment) {
        var sale = payment.toInvoiceData(TestParties.LUMEN, ROME).orElseThrow();
        return INVOICES.issueInvoice(sale, PaymentDocuments.NONE, LocalDate.of(2026, 11, 22))
                .document()
                .number()
                .toString();
    }

    Optional<Payment> find(Payment payment) {
        return PAYMENT_STORE.find(organisation, payment.id());
    }

    /// Adds texts by name to an item next to the chain.
    void putRaw(String sort, String name, Map<String, String> texts) {
        var parts = new HashMap<String, AttributeValue>();
        texts.forEach((key, text) -> parts.put(key, AttributeValue.fromS(text)));
        var _ = DYNAMO.updateItem(update -> update.tableName(TABLE_NAME)
                .key(Map.of("p", AttributeValue.fromS("P#" + organisation), "s", AttributeValue.fromS(sort)))
                .updateExpression("SET " + name + " = :parts")
                .expressionAttributeValues(Map.of(":parts", AttributeValue.fromM(parts))));
    }

    /// All items in the table that name the organisation, as text with all their bytes, without issued documents.
    String rawItems() {
        var text = new StringBuilder();
        DYNAMO.scanPaginator(scan -> scan.tableName(TABLE_NAME)).items().stream()
                .filter(item -> !requireNonNull(item.get("p")).s().equals("INVOICES"))
                .filter(item -> item.toString().contains(organisation.value()))
                .forEach(item -> text.append(readable(item)).append('\n'));
        return text.toString();
    }

    private static String readable(Map<String, AttributeValue> item) {
        var text = new StringBuilder(item.toString());
        item.values().stream()
                .filter(value -> value.b() != null)
                .forEach(value -> text.append(value.b().asString(StandardCharsets.ISO_8859_1)));
        return text.toString();
    }
}
