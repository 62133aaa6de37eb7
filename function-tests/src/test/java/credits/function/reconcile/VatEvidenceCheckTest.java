package credits.function.reconcile;

import static credits.TestParties.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentNumber;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.invoicing.store.PaymentDocuments;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.local.aws.role.ActingFunction;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Paid;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VatEvidenceCheckTest {
    private static final PaymentDocuments INVOICED = new PaymentDocuments(
            List.of(new DocumentRef(DocumentNumber.of("2026-000007"), 5_000, Optional.empty())), List.of());

    private final PaymentFixture payments = new PaymentFixture();
    private final OrganisationId organisation = payments.newOrganisation();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        payments.close();
    }

    /// Red when nobody hears that a number turned out invalid, or not which invoices it is on.
    @Test
    void a_number_that_turns_out_invalid_lists_its_invoices_for_a_month() {
        var now = payments.clock().instant();
        var sold = paid(VatTreatment.REVERSE_CHARGE, buyer(Status.VERIFIED, now));
        payments.wiring()
                .profileStore()
                .saveBillingProfile(organisation, buyer(Status.VERIFIED, now), PaymentFixture.SAVED_BY_GIULIA);
        assertThat(check(sold, now)).isZero();
        var found = now.plus(Duration.ofDays(90));
        payments.wiring()
                .profileStore()
                .saveBillingProfile(organisation, buyer(Status.INVALID, found), PaymentFixture.SAVED_BY_GIULIA);

        assertThat(check(sold, found.plus(Duration.ofDays(1)))).isOne();
        assertThat(log)
                .containsExactly("{\"alarm\":\"payment_quarantined\",\"reason\":\"number_invalid\",\"organisation\":\""
                        + organisation + "\",\"payment\":\"" + new PaymentId(sold.id())
                        + "\",\"invoice\":\"2026-000007\"}");
        assertThat(check(sold, found.plus(Duration.ofDays(32)))).isZero();
    }

    /// Red when an address outside the VAT area is believed although the card is one of the EU's.
    @Test
    void a_sale_outside_the_scope_with_another_country_s_card_is_reported_for_a_month() {
        var now = payments.clock().instant();
        var sold = paid(VatTreatment.OUTSIDE_SCOPE, buyer(Status.UNVERIFIED, now));

        assertThat(check(sold, now.plus(Duration.ofDays(1)))).isOne();
        assertThat(log).allMatch(line -> line.contains("\"reason\":\"payer_country_other\""));
        assertThat(check(sold, now.plus(Duration.ofDays(32)))).isZero();
    }

    private int check(Payment payment, Instant now) {
        var check = new VatEvidenceCheck(payments.wiring().profileStore());
        return ActingFunction.call(
                "ReconcileFunction", () -> check.check(organisation, List.of(payment), _ -> INVOICED, now, log::add));
    }

    private Payment paid(VatTreatment treatment, BillingProfile buyer) {
        var now = payments.clock().instant();
        var begun = Payment.begin(
                organisation,
                payments.newKey(),
                PaymentFixture.GIULIA,
                now,
                now.plus(Duration.ofHours(2)),
                Eur.of("50"),
                new DecidedVat(treatment, 0, 0),
                Optional.of(buyer),
                "seal");
        var ledger = payments.wiring().paymentLedger();
        var payment = ledger.begin(begun, 1).orElseThrow();
        var paid = new Paid("pi_" + payment.id(), Eur.of("50"), now, Optional.of("FR"));
        return ledger.applyUpdates(organisation, payment.id(), List.of(paid), now);
    }

    private static BillingProfile buyer(Status status, Instant checkedAt) {
        var evidence = new Evidence(checkedAt, Optional.of("WAPI1"));
        return ACME.withVatId(new VatId("IT12345678903", status, Optional.of(evidence)));
    }
}
