package credits.function.reconcile;

import static credits.TestParties.LUMEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.HandlerInvoker;
import credits.event.AccountEvent;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.TaxDocument;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
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
import credits.payment.PaymentStatus;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// VAT that was charged because the register had not answered about the buyer's number.
class VatCorrectionTest {
    private static final String NUMBER = "DE136695976";

    private final PaymentFixture payments = new PaymentFixture();
    private final OrganisationId organisation = payments.newOrganisation();
    private final InvoiceQueries invoices = new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    private final InvoiceIssuance issuance = new InvoiceIssuance(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    private final HandlerInvoker reconcile =
            new HandlerInvoker(new ReconcileHandler(payments.wiring(), EnvironmentFixture.VARIABLES, payments.clock()));
    private final List<String> log = new ArrayList<>();
    private final List<AccountEvent> requested = new ArrayList<>();

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void the_VAT_is_returned_once_the_number_is_verified_and_the_credits_stay() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);

        assertThat(correct(sold)).isOne();
        assertThat(correct(payments.stored(sold))).isZero();

        var corrected = payments.stored(sold);
        assertThat(vatRefunds()).containsExactly(2_200L);
        assertThat(corrected.vat()).isEqualTo(new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0));
        assertThat(corrected.total()).contains(Eur.of("100"));
        assertThat(corrected.vatAmount()).contains(Eur.ZERO);
        assertThat(corrected.state().vatReturned()).isEqualTo(Eur.of("22"));
        assertThat(corrected.state().reversed()).isEqualTo(Eur.ZERO);
        assertThat(corrected.status()).isEqualTo(PaymentStatus.PAID);
        assertThat(corrected.buyer().flatMap(BillingProfile::vatId)).contains(vatId(Status.VERIFIED));
        assertThat(payments.balance(organisation)).isEqualTo("100.00");
        assertThat(requested).hasSize(1);
        assertThat(log).isEmpty();
    }

    @Test
    void a_credit_note_cancels_the_invoice_and_another_without_VAT_replaces_it() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        var _ = correct(sold);

        var documents = reissue(payments.stored(sold));

        assertThat(documents)
                .extracting(document -> document.amounts().netCents())
                .containsExactly(10_000L, 10_000L, 10_000L);
        assertThat(documents)
                .extracting(document -> document.amounts().vatAmount().toCents())
                .containsExactly(2_200L, 0L, 2_200L);
        var replacing = documents.get(1).invoiceData();
        assertThat(replacing.amounts().vat().treatment()).isEqualTo(VatTreatment.REVERSE_CHARGE);
        assertThat(replacing.buyer().vatId().flatMap(VatId::evidence)).contains(evidence());
    }

    /// Red when a crash between the two, or an event that is faster, returns the VAT twice or takes credits back.
    @Test
    void a_refund_of_VAT_that_Stripe_tells_of_first_is_not_made_again() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        var refund = asReconcile(() -> new VatRefunds(payments.wiring().api()).refund(sold));
        hearOfRefunds(sold);
        assertThat(refund).isPresent();
        assertThat(payments.stored(sold).vat()).isEqualTo(sold.vat());
        assertThat(payments.balance(organisation)).isEqualTo("100.00");

        payments.clock().advance(Duration.ofDays(2));
        assertThat(correct(payments.stored(sold))).isOne();
        hearOfRefunds(sold);

        assertThat(vatRefunds()).containsExactly(2_200L);
        assertThat(payments.stored(sold).total()).contains(Eur.of("100"));
        assertThat(payments.balance(organisation)).isEqualTo("100.00");
    }

    @Test
    void documents_are_due_also_if_asking_for_them_failed() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);

        assertThatThrownBy(() -> correct(sold, _ -> {
                    throw new IllegalStateException("the queue");
                }))
                .hasMessage("the queue");

        var corrected = payments.stored(sold);
        var due = new DocumentedPayment(corrected, DynamoDbFixture.ROME).requiredDocuments();
        assertThat(documents(corrected).isComplete(due)).isFalse();
        assertThat(reissue(corrected)).hasSize(3);
    }

    @Test
    void two_runs_at_once_return_the_VAT_once() throws Exception {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        var run = (Callable<Integer>) () -> VatCorrectionFixture.on(payments, _ -> {})
                .run(
                        organisation,
                        List.of(sold),
                        this::documents,
                        payments.clock().instant(),
                        _ -> {});

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.of(run, run)))
                assertThat(done.get()).isOne();
        }

        assertThat(vatRefunds()).containsExactly(2_200L);
        assertThat(payments.stored(sold).total()).contains(Eur.of("100"));
        assertThat(reissue(payments.stored(sold))).hasSize(3);
    }

    @Test
    void what_is_refunded_later_takes_back_as_many_credits() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        var _ = correct(sold);

        var _ = payments.stripe().refund(payments.sessionId(sold), 4_000);
        hearOfRefunds(sold);

        var refunded = payments.stored(sold);
        assertThat(payments.balance(organisation)).isEqualTo("60.00");
        assertThat(refunded.status()).isEqualTo(PaymentStatus.PARTLY_REFUNDED);
        assertThat(refunded.state().reversed()).isEqualTo(Eur.of("40"));
        var _ = payments.stripe().refund(payments.sessionId(sold), 6_000);
        hearOfRefunds(sold);
        assertThat(payments.balance(organisation)).isEqualTo("0.00");
        assertThat(payments.stored(sold).status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    /// The seller owes it to the buyer then, and a person returns it in another way.
    @Test
    void a_refund_of_VAT_that_fails_takes_no_credits_and_is_not_made_again() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        var _ = correct(sold);
        payments.stripe().failRefund(refundId());
        hearOfRefunds(sold);

        assertThat(correct(payments.stored(sold))).isZero();

        assertThat(payments.stored(sold).state().vatReturned()).isEqualTo(Eur.ZERO);
        assertThat(payments.balance(organisation)).isEqualTo("100.00");
        assertThat(payments.stripe().objects("refund")).hasSize(1);
    }

    @Test
    void a_refund_that_Stripe_refuses_is_reported_and_changes_nothing() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        var _ = payments.stripe().openDispute(payments.sessionId(sold), 12_200);

        assertThat(correct(sold)).isZero();

        assertThat(payments.stored(sold).vat()).isEqualTo(sold.vat());
        assertThat(requested).isEmpty();
        assertThat(log)
                .containsExactly(
                        "{\"alarm\":\"payment_quarantined\",\"reason\":\"vat_not_returned\",\"organisation\":\""
                                + organisation + "\",\"payment\":\"" + new PaymentId(sold.id()) + "\"}");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"UNVERIFIED", "INVALID"})
    void a_number_that_the_register_has_not_verified_changes_nothing(Status status) {
        var sold = soldWithVat();
        verify(status);

        assertThat(correct(sold)).isZero();
        assertThat(payments.stripe().objects("refund")).isEmpty();
    }

    @Test
    void a_sale_that_was_partly_refunded_is_left_to_a_person() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        var _ = payments.stripe().refund(payments.sessionId(sold), 1_220);
        hearOfRefunds(sold);

        assertThat(correct(payments.stored(sold))).isZero();
        assertThat(vatRefunds()).isEmpty();
    }

    @Test
    void a_sale_is_corrected_for_as_long_as_the_setting_says() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        payments.clock().advance(VatCorrectionFixture.PERIOD);

        assertThat(correct(sold)).isZero();

        payments.clock().advance(Duration.ofMinutes(-1));
        assertThat(correct(sold)).isOne();
    }

    @Test
    void the_nightly_comparison_with_Stripe_agrees() {
        var sold = soldWithVat();
        verify(Status.VERIFIED);
        payments.clock().advance(Duration.ofHours(3));

        var _ = correct(sold);
        payments.clock().advance(Duration.ofHours(3));
        var compared = reconcile.invoke("{\"task\":\"compare\"}");

        assertThat(compared.path("payments").asLong()).isPositive();
        assertThat(compared.path("differences").asText()).doesNotContain(organisation.value());
    }

    private int correct(Payment payment) {
        return correct(payment, requested::add);
    }

    private int correct(Payment payment, Consumer<AccountEvent> queue) {
        var correction = VatCorrectionFixture.on(payments, queue);
        return asReconcile(() -> correction.run(
                organisation,
                List.of(payment),
                this::documents,
                payments.clock().instant(),
                log::add));
    }

    private static <T> T asReconcile(java.util.function.Supplier<T> call) {
        return ActingFunction.call("ReconcileFunction", call);
    }

    private Payment soldWithVat() {
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

    private void verify(Status status) {
        payments.wiring()
                .profileStore()
                .saveBillingProfile(organisation, buyer(vatId(status)), PaymentFixture.SAVED_BY_GIULIA);
    }

    private static BillingProfile buyer(VatId id) {
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

    private static VatId vatId(Status status) {
        return new VatId(NUMBER, status, Optional.of(evidence()));
    }

    private static Evidence evidence() {
        return new Evidence(Instant.parse("2026-11-23T03:30:00Z"), Optional.of("WAPI1"));
    }

    private PaymentDocuments documents(Payment payment) {
        return invoices.findDocuments(organisation, new PaymentId(payment.id()));
    }

    /// Makes the invoice out anew, and returns the invoices and then the credit notes.
    private List<TaxDocument> reissue(Payment payment) {
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

    private LocalDate today() {
        return LocalDate.ofInstant(payments.clock().instant(), DynamoDbFixture.ROME);
    }

    private void hearOfRefunds(Payment payment) {
        var _ = payments.wiring()
                .reversals()
                .applyRefundsOf(payments.stripe().paymentIntentOf(payments.sessionId(payment)), payments.source());
    }

    private List<Long> vatRefunds() {
        return payments.stripe().objects("refund").stream()
                .filter(refund -> refund.at("/metadata/credits_refund").asText().equals("vat"))
                .map(refund -> refund.path("amount").asLong())
                .toList();
    }

    private String refundId() {
        return payments.stripe().objects("refund").getFirst().path("id").asText();
    }
}
