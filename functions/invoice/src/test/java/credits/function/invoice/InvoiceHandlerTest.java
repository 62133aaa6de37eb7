package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.archive.InMemoryBucket;
import credits.event.AccountEvent;
import credits.function.invoice.pdf.InvoiceBranding;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
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
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
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
import org.junit.jupiter.api.Test;

class InvoiceHandlerTest {
    private static final Vat VAT = new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, 2_200);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AtomicLong MADE = new AtomicLong();
    private static final Supplier<RetryPolicy> RETRY_POLICY =
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
    private static final PaymentLedger PAYMENTS = new PaymentLedger(
            DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ledger(), RETRY_POLICY);
    private static final InvoiceQueries QUERIES =
            new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);

    private final OrganisationId organisation = new OrganisationId("invoice_" + MADE.incrementAndGet());
    private final InMemoryBucket bucket = new InMemoryBucket();
    private final ReadRecorder recorder = new ReadRecorder();
    private final HandlerInvoker invoice = new HandlerInvoker(new InvoiceHandler(invoiceSync(), () -> NOON));

    @Test
    void a_credited_payment_gets_one_invoice_however_often_its_event_arrives() {
        var payment = apply(openPayment(VAT), new Paid("pi_1", Eur.ofCents(12_200), NOON));

        assertThat(failedIds(payment, payment, payment)).isEmpty();
        assertThat(failedIds(payment)).isEmpty();

        var documentRef = documents(payment).invoice().orElseThrow();
        assertThat(documentRef.totalCents()).isEqualTo(12_200);
        var pdf = requireNonNull(bucket.objects().get("invoices/" + documentRef.number() + ".pdf"));
        assertThat(documentRef.archivedFile().orElseThrow().sizeBytes()).isEqualTo(pdf.length);
        assertThat(bucket.objects()).hasSize(2);
    }

    @Test
    void credit_notes_add_up_to_what_was_refunded_whatever_events_were_missed() {
        var payment = apply(
                openPayment(VAT),
                new Paid("pi_2", Eur.ofCents(12_200), NOON),
                new Refund("re_1", Eur.ofCents(3_333), false),
                new Refund("re_2", Eur.ofCents(1), true));
        assertThat(failedIds(payment)).isEmpty();
        var more = apply(payment, new Refund("re_3", Eur.ofCents(4_444), false));
        assertThat(failedIds(more)).isEmpty();

        assertThat(documents(payment).creditNotes())
                .extracting(PaymentDocuments.DocumentRef::totalCents)
                .containsExactly(3_333L, 4_444L);
        assertThat(documents(payment).creditNotes())
                .allMatch(note -> note.archivedFile().isPresent());
    }

    @Test
    void a_dispute_gets_a_credit_note_once_it_is_lost() {
        var payment = apply(
                openPayment(VAT),
                new Paid("pi_3", Eur.ofCents(12_200), NOON),
                new Dispute("dp_1", Eur.ofCents(12_200), DisputeStatus.OPEN));
        assertThat(failedIds(payment)).isEmpty();
        assertThat(documents(payment).creditNotes()).isEmpty();

        assertThat(failedIds(apply(payment, new Dispute("dp_1", Eur.ofCents(12_200), DisputeStatus.LOST))))
                .isEmpty();

        assertThat(documents(payment).creditNoteCents()).isEqualTo(12_200);
    }

    @Test
    void a_refund_that_fails_after_its_credit_note_raises_an_alarm() {
        var payment = apply(
                openPayment(VAT),
                new Paid("pi_4", Eur.ofCents(12_200), NOON),
                new Refund("re_1", Eur.ofCents(1_220), false));
        assertThat(failedIds(payment)).isEmpty();
        assertThat(invoice.log()).doesNotContain("alarm");

        assertThat(failedIds(apply(payment, new Refund("re_1", Eur.ofCents(1_220), true))))
                .isEmpty();

        assertThat(invoice.log()).contains("\"alarm\":\"credited_too_much\"");
        assertThat(documents(payment).creditNotes()).hasSize(1);
    }

    @Test
    void an_uncredited_payment_gets_no_invoice() {
        var open = openPayment(VAT);

        assertThat(failedIds(open)).isEmpty();

        assertThat(documents(open).invoice()).isEmpty();
        assertThat(invoice.log()).contains("not_credited");
    }

    @Test
    void a_payment_that_cannot_be_invoiced_is_retried_and_blocks_no_other() {
        var unknown = apply(openPayment(new Vat.PendingVat()), new Paid("pi_5", Eur.ofCents(12_200), NOON));
        var payment = apply(openPayment(VAT), new Paid("pi_6", Eur.ofCents(12_200), NOON));

        assertThat(failedIds(unknown, payment)).containsExactly("m0");

        assertThat(documents(payment).invoice()).isPresent();
        assertThat(invoice.log())
                .contains("the VAT of a paid payment is unknown")
                .contains(",\"version\":12}")
                .doesNotContain("Bottega");
    }

    @Test
    void an_unavailable_archive_wastes_no_number_and_is_retried() {
        var payment = apply(openPayment(VAT), new Paid("pi_7", Eur.ofCents(12_200), NOON));

        bucket.setUnavailable(true);
        assertThat(failedIds(payment)).containsExactly("m0");
        var assigned = documents(payment).invoice().orElseThrow();
        bucket.setUnavailable(false);
        assertThat(failedIds(payment)).isEmpty();

        assertThat(documents(payment).invoice().orElseThrow().number()).isEqualTo(assigned.number());
        assertThat(documents(payment).isArchived(assigned.number())).isTrue();
    }

    @Test
    void each_record_is_read_at_most_once_a_message() {
        var payment = apply(openPayment(VAT), new Paid("pi_8", Eur.ofCents(12_200), NOON));

        assertThat(failedIds(payment)).isEmpty();
        assertThat(recorder.takeReads()).as("new").containsExactly("PAY#", "PAPER#", "2026");

        assertThat(failedIds(payment)).isEmpty();
        assertThat(recorder.takeReads()).as("complete").containsExactly("PAY#", "PAPER#");

        assertThat(failedIds(apply(payment, new Refund("re_1", Eur.ofCents(3_333), false))))
                .isEmpty();
        assertThat(recorder.takeReads()).as("refunded").containsExactly("PAY#", "PAPER#", "2026#", "CN-2026");
    }

    @Test
    void a_document_is_read_if_an_earlier_attempt_issued_it() {
        var payment = apply(openPayment(VAT), new Paid("pi_9", Eur.ofCents(12_200), NOON));
        bucket.setUnavailable(true);
        assertThat(failedIds(payment)).containsExactly("m0");
        var _ = recorder.takeReads();

        bucket.setUnavailable(false);
        assertThat(failedIds(payment)).isEmpty();

        assertThat(recorder.takeReads()).containsExactly("PAY#", "PAPER#", "2026#");
    }

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

    private List<String> failedIds(Payment... payments) {
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

    private PaymentDocuments documents(Payment payment) {
        return QUERIES.findDocuments(organisation, new PaymentId(payment.id()));
    }

    private static Payment apply(Payment payment, PaymentUpdate... updates) {
        return PAYMENTS.applyUpdates(payment.organisation(), payment.id(), List.of(updates), NOON);
    }

    private Payment openPayment(Vat vat) {
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
