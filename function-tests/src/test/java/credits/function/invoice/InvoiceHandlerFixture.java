package credits.function.invoice;

import credits.HandlerInvoker;
import credits.archive.InMemoryBucket;
import credits.event.AccountEvent;
import credits.function.invoice.pdf.InvoiceBranding;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.Vat;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.interception.InterceptedDynamo;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentStore;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The function with its table and its archive.
final class InvoiceHandlerFixture {
    static final Vat VAT = new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, 2_200);
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AtomicLong MADE = new AtomicLong();
    private static final Supplier<RetryPolicy> RETRY_POLICY =
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
    private static final PaymentLedger PAYMENTS = new PaymentLedger(
            DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ledger(), RETRY_POLICY);
    private static final InvoiceQueries QUERIES =
            new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);

    final OrganisationId organisation = new OrganisationId("invoice_" + MADE.incrementAndGet());
    final InMemoryBucket bucket = new InMemoryBucket();
    final ReadRecorder recorder = new ReadRecorder();
    final HandlerInvoker invoice = new HandlerInvoker(new InvoiceHandler(invoiceSync(), () -> NOON));

    private InvoiceSync invoiceSync() {
        var renderer = new InvoiceRenderer(new InvoiceBranding("#1f4fd8", Optional.empty()));
        var dynamo = new InterceptedDynamo(DynamoDbFixture.DYNAMO, recorder);
        var issuance = new InvoiceIssuance(dynamo, DynamoDbFixture.TABLE_NAME, RETRY_POLICY);
        var queries = new InvoiceQueries(dynamo, DynamoDbFixture.TABLE_NAME);
        return new InvoiceSync(
                new PaymentStore(dynamo, DynamoDbFixture.TABLE_NAME),
                queries,
                new DocumentIssuer(issuance, queries, renderer, bucket.archive(), () -> NOON),
                InvoiceFixture.SELLER,
                DynamoDbFixture.ROME);
    }

    /// Handles an event of each payment, and returns those to retry.
    List<String> failedIds(Payment... payments) {
        var records = new ArrayList<Json>();
        for (var payment : payments) records.add(record("m" + records.size(), payment));
        var event = Json.object().put("Records", records).build();
        return invoice.invoke(event.toText())
                .path("batchItemFailures")
                .valueStream()
                .map(item -> item.path("itemIdentifier").asText())
                .toList();
    }

    private Json record(String id, Payment payment) {
        var data = Json.object()
                .put("payment", new PaymentId(payment.id()).toString())
                .build();
        var told = new AccountEvent("event", "credits.topped_up.v1", organisation, NOON, data);
        var attributes = Json.object()
                .put("SentTimestamp", Long.toString(NOON.toEpochMilli()))
                .put("ApproximateReceiveCount", "1")
                .build();
        return Json.object()
                .put("messageId", id)
                .put("body", told.toDelivery())
                .put("attributes", attributes)
                .build();
    }

    PaymentDocuments documents(Payment payment) {
        return QUERIES.findDocuments(organisation, new PaymentId(payment.id()));
    }

    static Payment apply(Payment payment, PaymentUpdate... updates) {
        return PAYMENTS.applyUpdates(payment.organisation(), payment.id(), List.of(updates), NOON);
    }

    static Payment correct(Payment payment, BillingProfile corrected, MemberId by) {
        return PAYMENTS.update(payment, each -> each.withCorrectedBuyer(corrected, each.vat(), by, NOON), NOON);
    }

    Payment openPayment(Vat vat) {
        var begun = Payment.begin(
                organisation,
                new UniqueId((NOON.toEpochMilli() << 16) | 0x7000, MADE.incrementAndGet()),
                new MemberId("usr_giulia"),
                NOON,
                NOON.plus(Duration.ofHours(2)),
                Eur.ofCents(10_000),
                vat,
                Optional.of(InvoiceFixture.italianBuyer(DocumentLanguage.IT)),
                "seal");
        return PAYMENTS.begin(begun, 1).orElseThrow();
    }
}
