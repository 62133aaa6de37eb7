package credits.function.reconcile;

import static credits.TestParties.LUMEN;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.event.AccountEvent;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.TaxDocument;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.role.ActingFunction;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Refund;
import credits.retry.RetryPolicy;
import credits.stripe.PaymentFixture;
import credits.stripe.VatRefunds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// The sales of an Italian seller to a buyer in Germany, on which VAT was charged because the register had not
/// answered.
final class VatCorrectionFixture {
    static final Duration PERIOD = Duration.ofDays(60);
    private static final String NUMBER = "DE136695976";

    final PaymentFixture payments = new PaymentFixture();
    final OrganisationId organisation = payments.newOrganisation();
    final InvoiceQueries invoices = new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    final InvoiceIssuance issuance = new InvoiceIssuance(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    final HandlerInvoker reconcile =
            new HandlerInvoker(new ReconcileHandler(payments.wiring(), EnvironmentFixture.VARIABLES, payments.clock()));
    final List<String> log = new ArrayList<>();
    final List<AccountEvent> requested = new ArrayList<>();

    static VatCorrection on(PaymentFixture payments, Consumer<AccountEvent> invoiceQueue) {
        return new VatCorrection(
                payments.wiring().profileStore(),
                payments.wiring().paymentLedger(),
                new VatRefunds(payments.wiring().api()),
                invoiceQueue,
                "IT",
                PERIOD);
    }

    /// Refunds the VAT at Stripe, and crashes before anything else is done.
    Optional<Refund> refundVat(Payment payment) {
        return asReconcile(() -> new VatRefunds(payments.wiring().api()).refund(payment));
    }

    int correct(Payment payment) {
        return correct(payment, requested::add);
    }

    int correct(Payment payment, Consumer<AccountEvent> queue) {
        var correction = on(payments, queue);
        return asReconcile(() -> correction.run(
                organisation,
                List.of(payment),
                this::documents,
                payments.clock().instant(),
                log::add));
    }

    static <T> T asReconcile(java.util.function.Supplier<T> call) {
        return ActingFunction.call("ReconcileFunction", call);
    }

    Payment soldWithVat() {
        var opened = payments.openTopUp(organisation, 10_000, buyer(new VatId(NUMBER, Status.UNVERIFIED)));
        payments.stripe().pay(payments.sessionId(opened), TestPaymentMethod.CARD);
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        var sold = payments.stored(opened);
        assertThat(sold.total()).contains(Eur.of("122"));
        var data = new DocumentedPayment(sold, DynamoDbFixture.ROME)
                .invoiceData(LUMEN)
                .orElseThrow();
        var _ = issuance.issueInvoice(data, PaymentDocuments.NONE, today());
        return sold;
    }

    void verify(Status status) {
        payments.wiring()
                .profileStore()
                .saveBillingProfile(organisation, buyer(vatId(status)), PaymentFixture.SAVED_BY_GIULIA);
    }

    static BillingProfile buyer(VatId id) {
        return new BillingProfile(
                        "Beispiel GmbH",
                        "Hauptstraße 1",
                        Optional.empty(),
                        "10115",
                        "Berlin",
                        Optional.empty(),
                        "DE",
                        Optional.empty(),
                        "de",
                        "accounts@beispiel.example")
                .withVatId(id);
    }

    static VatId vatId(Status status) {
        return new VatId(NUMBER, status, Optional.of(evidence()));
    }

    static Evidence evidence() {
        return new Evidence(Instant.parse("2026-11-23T03:30:00Z"), Optional.of("WAPI1"));
    }

    PaymentDocuments documents(Payment payment) {
        return invoices.findDocuments(organisation, new PaymentId(payment.id()));
    }

    /// Makes the invoice out anew, and returns the invoices and then the credit notes.
    List<TaxDocument> reissue(Payment payment) {
        var documented = new DocumentedPayment(payment, DynamoDbFixture.ROME);
        var issued = issuance.reissueInvoice(
                documented.invoiceData(LUMEN).orElseThrow(),
                documents(payment),
                documented.requiredDocuments(),
                today());
        assertThat(issued.document()).isPresent();
        return issued.documents().all().stream()
                .map(ref -> invoices.findDocument(ref.number()).orElseThrow())
                .toList();
    }

    LocalDate today() {
        return LocalDate.ofInstant(payments.clock().instant(), DynamoDbFixture.ROME);
    }

    void hearOfRefunds(Payment payment) {
        var _ = payments.wiring()
                .reversals()
                .applyRefundsOf(payments.stripe().paymentIntentOf(payments.sessionId(payment)), payments.source());
    }

    List<Long> vatRefunds() {
        return payments.stripe().objects("refund").stream()
                .filter(refund -> refund.at("/metadata/credits_refund").asText().equals("vat"))
                .map(refund -> refund.path("amount").asLong())
                .toList();
    }

    String refundId() {
        return payments.stripe().objects("refund").getFirst().path("id").asText();
    }
}
