package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.identity.PaymentId;
import credits.invoicing.BuyerReferences;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.stripe.PaymentFixture;
import credits.vies.FakeVies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Members and operators have an invoice made out anew.
class InvoiceReissueTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final InvoicedPurchases PURCHASES = new InvoicedPurchases(PAYMENTS);
    private static final String OWN = "POST /v1/payments/{id}/invoice/reissue";
    private static final String ANY = "POST /v1/invoices/{number}/reissue";
    private final List<String> requested = new ArrayList<>();

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void a_corrected_name_is_recorded_and_the_new_invoice_requested_until_it_is_issued() {
        var payment = PURCHASES.paid(PaymentFixture.ACME);
        var old = PURCHASES.issueInvoice(payment);
        PURCHASES.save(payment, InvoicedPurchases.buyer("Acme Nuova S.r.l.", "IT", Optional.empty()));

        var first = own(payment, "[owner]", "{\"purchase_order\": \"PO-4711\"}");
        var again = own(payment, "[owner]", "{\"purchase_order\": \"PO-4711\"}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("invoice")).isEqualTo(old.number().toString());
        assertThat(List.of(first.text("status"), again.text("status"))).containsOnly("requested");
        assertThat(requested).hasSize(2);
        var corrected = PAYMENTS.stored(payment);
        var buyer = corrected.buyer().orElseThrow();
        assertThat(buyer.legalName()).isEqualTo("Acme Nuova S.r.l.");
        assertThat(buyer.references().purchaseOrder()).contains("PO-4711");
        assertThat(corrected.correction().orElseThrow().by()).isEqualTo(PaymentFixture.GIULIA);
        assertThat(corrected.postedAmounts()).as("credits").isEqualTo(payment.postedAmounts());

        var reissued = PURCHASES.issueAll(corrected);
        var after = own(payment, "[owner]", "{}");

        assertThat(after.text("status")).isEqualTo("issued");
        assertThat(after.text("invoice")).isEqualTo(reissued.number().toString());
        assertThat(reissued.replacedInvoice().orElseThrow().number()).isEqualTo(old.number());
        assertThat(PAYMENTS.stored(payment)).as("nothing to correct").isEqualTo(corrected);
        assertThat(requested).hasSize(2);
    }

    /// Red when the purchase order of a top-up is lost with the name that is corrected.
    @Test
    void references_given_with_the_top_up_stay_unless_they_are_given_anew() {
        var payment = PURCHASES.paid(PaymentFixture.ACME.withReferences(
                new BuyerReferences(Optional.of("CC 1"), Optional.of("PO-1"), Optional.empty())));
        var _ = PURCHASES.issueInvoice(payment);
        PURCHASES.save(
                payment,
                InvoicedPurchases.buyer("Acme Nuova S.r.l.", "IT", Optional.empty())
                        .withReferences(new BuyerReferences(Optional.empty(), Optional.of("PO-0"), Optional.empty())));

        assertThat(own(payment, "[owner]", "{\"buyer_reference\": \"CC 2\"}").status())
                .isEqualTo(200);

        var references = PAYMENTS.stored(payment).buyer().orElseThrow().references();
        assertThat(references.buyerReference()).contains("CC 2");
        assertThat(references.purchaseOrder()).contains("PO-1");
    }

    @Test
    void after_the_period_members_are_refused_and_operators_are_not() {
        var payment = PURCHASES.paid(PaymentFixture.ACME);
        var old = PURCHASES.issueInvoice(payment);
        PURCHASES.save(payment, InvoicedPurchases.buyer("Acme Nuova S.r.l.", "IT", Optional.empty()));
        var paidAt = payment.state().paid().orElseThrow().paidAt();
        PAYMENTS.clock()
                .advance(Duration.between(PAYMENTS.clock().instant(), paidAt)
                        .plusDays(60)
                        .plusSeconds(1));

        var late = own(payment, "[owner]", "{}");
        var byOperator = any(old, "[operator]");

        assertRefused(late, "too_late");
        assertThat(byOperator.status()).isEqualTo(200);
        assertThat(PAYMENTS.stored(payment).buyer().orElseThrow().legalName()).isEqualTo("Acme Nuova S.r.l.");
    }

    @ParameterizedTest
    @CsvSource({"'[member]', 403", "'[operator]', 403", "'[owner]', 200"})
    void members_who_may_buy_correct_their_own_invoices(String roles, int status) {
        var payment = PURCHASES.paid(PaymentFixture.ACME);
        var old = PURCHASES.issueInvoice(payment);
        PURCHASES.save(payment, PaymentFixture.ACME);

        assertThat(own(payment, roles, "{}").status()).isEqualTo(status);
        assertThat(any(old, roles).status()).isEqualTo(roles.equals("[operator]") ? 200 : 403);
    }

    /// Red when correcting an address makes a sale with another VAT out of the one that was made.
    @ParameterizedTest(name = "{0}: from {1} {2} to {3} {4}: {5}")
    @CsvSource(textBlock = """
            STANDARD,       IT, -,           IT, IT12345678903, 200
            STANDARD,       IT, -,           DE, -,             409
            STANDARD,       DE, DE136695976, DE, -,             200
            REVERSE_CHARGE, DE, DE136695976, DE, DE811193231,   200
            REVERSE_CHARGE, DE, DE136695976, DE, -,             409
            REVERSE_CHARGE, DE, DE136695976, FR, FR40303265045, 409
            OUTSIDE_SCOPE,  CH, -,           CH, -,             200
            OUTSIDE_SCOPE,  CH, -,           US, -,             409
            """)
    void the_vat_of_the_sale_stays(
            VatTreatment treatment, String from, String number, String to, String otherNumber, int status) {
        var vat = new DecidedVat(treatment, treatment == VatTreatment.STANDARD ? 2_200 : 0, 0, Optional.empty());
        var payment = PURCHASES.paid(InvoicedPurchases.buyer("Acme", from, verified(number)), vat);
        var _ = PURCHASES.issueInvoice(payment);
        PURCHASES.save(payment, InvoicedPurchases.buyer("Acme Nuova", to, verified(otherNumber)));

        var response = own(payment, "[owner]", "{}");

        assertThat(response.status()).isEqualTo(status);
        if (status == 409) assertRefused(response, "other_vat");
    }

    @Test
    void without_vat_the_new_number_must_be_verified() {
        var vat = new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0, Optional.empty());
        var payment = PURCHASES.paid(InvoicedPurchases.buyer("Acme", "DE", verified("DE136695976")), vat);
        var _ = PURCHASES.issueInvoice(payment);
        PURCHASES.save(
                payment,
                InvoicedPurchases.buyer("Acme", "DE", Optional.of(new VatId("DE811193231", Status.UNVERIFIED))));

        try (var vies = new FakeVies(_ -> "{\"valid\": false, \"userError\": \"INVALID\"}")) {
            var response = checkout(Map.of("VIES_URL", vies.url())).callRoute(request(payment, "[owner]", "{}"));

            assertRefused(response, "other_vat");
            assertThat(vies.requestCount()).isOne();
        }
    }

    @Test
    void a_payment_without_an_invoice_or_with_nothing_left_is_refused() {
        var fresh = PURCHASES.paid(PaymentFixture.ACME);
        PURCHASES.save(fresh, InvoicedPurchases.buyer("Acme Nuova S.r.l.", "IT", Optional.empty()));
        var refunded = PURCHASES.paid(PaymentFixture.ACME);
        var _ = PURCHASES.issueInvoice(refunded);
        PURCHASES.save(refunded, InvoicedPurchases.buyer("Acme Nuova S.r.l.", "IT", Optional.empty()));
        var all = new Refund("re_" + refunded.id(), refunded.total().orElseThrow(), RefundStatus.SUCCEEDED);
        var _ = PAYMENTS.wiring()
                .paymentLedger()
                .applyUpdates(
                        refunded.organisation(),
                        refunded.id(),
                        List.of(all),
                        PAYMENTS.clock().instant());
        var open = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);

        assertThat(own(fresh, "[owner]", "{}").text("code")).isEqualTo("invoice-not-ready");
        assertRefused(own(refunded, "[owner]", "{}"), "nothing_left");
        assertThat(own(open, "[owner]", "{}").status()).isEqualTo(404);
        assertThat(requested).isEmpty();
    }

    private static void assertRefused(HandlerResponse response, String reason) {
        assertThat(response.text("code")).isEqualTo("invoice-not-reissuable");
        assertThat(response.text("reason")).isEqualTo(reason);
    }

    private static Optional<VatId> verified(String number) {
        var evidence = Optional.of(new Evidence(PAYMENTS.clock().instant(), Optional.empty()));
        return number.equals("-") ? Optional.empty() : Optional.of(new VatId(number, Status.VERIFIED, evidence));
    }

    private HandlerResponse own(Payment payment, String roles, String body) {
        return checkout(Map.of()).callRoute(request(payment, roles, body));
    }

    private HandlerResponse any(Invoice invoice, String roles) {
        return checkout(Map.of())
                .callRoute(TestRequest.of(
                                ANY,
                                invoice.number().toString(),
                                PAYMENTS.clock().instant())
                        .signedInAs("platform", roles)
                        .withJson("{}"));
    }

    private HandlerInvoker checkout(Map<String, String> settings) {
        return TopUpFixture.checkout(
                PAYMENTS.wiring(), settings, event -> requested.add(event.data().toText()));
    }

    private static TestRequest request(Payment payment, String roles, String body) {
        return TestRequest.of(
                        OWN,
                        new PaymentId(payment.id()).toString(),
                        PAYMENTS.clock().instant())
                .signedInAs(payment.organisation().value(), roles)
                .withJson(body);
    }
}
