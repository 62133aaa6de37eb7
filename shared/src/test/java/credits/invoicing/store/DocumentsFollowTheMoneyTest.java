package credits.invoicing.store;

import static credits.TestParties.LUMEN;
import static credits.TestParties.acme;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatSummary;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Refunds, failures and disputes in every order: the documents always say what the account says.
class DocumentsFollowTheMoneyTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2048, 2, 3);
    private static final InvoiceQueries QUERIES =
            new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    private static final InvoiceIssuance ISSUANCE = new InvoiceIssuance(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));

    @Test
    void documents_agree_with_the_account_after_refunds_failures_and_disputes_in_every_order() {
        int cancelled = 0;
        int capped = 0;
        int replaced = 0;
        for (int seed : Sample.below(1_000, 30)) {
            var run = new Run(seed);
            run.play();
            cancelled += run.documents.cancellations().isEmpty() ? 0 : 1;
            replaced += run.documents.invoices().size()
                    - run.documents.cancellations().size()
                    - 1;
            capped += run.payment.state().loss().isPositive() ? 1 : 0;
        }

        assertThat(cancelled).as("runs with a cancelled note").isPositive();
        assertThat(capped).as("runs with a loss").isPositive();
        assertThat(replaced).as("invoices made out anew").isPositive();
    }

    /// One payment, whose updates arrive in some order and repeatedly.
    private static final class Run {
        private final int seed;
        private final SplittableRandom random;
        private Payment payment;
        private PaymentDocuments documents = PaymentDocuments.NONE;

        Run(int seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            long net = 1 + random.nextLong(20_000);
            var vat = new DecidedVat(VatTreatment.STANDARD, 2_200, (net * 22 + 50) / 100, Optional.of("IT"));
            payment = Payment.begin(
                            new OrganisationId("money_" + seed),
                            new UniqueId((NOON.toEpochMilli() << 16) | 0x7000, seed),
                            new MemberId("usr_giulia"),
                            NOON,
                            NOON.plus(Duration.ofHours(2)),
                            Eur.ofCents(net),
                            vat,
                            Optional.of(acme("Acme S.r.l.")),
                            "seal")
                    .applyUpdates(List.of(new Paid("pi_" + seed, Eur.ofCents(net + vat.amountCents()), NOON)));
            post();
        }

        void play() {
            var updates = updates();
            while (!updates.isEmpty()) {
                var before = payment;
                payment = payment.applyUpdates(List.of(updates.remove(random.nextInt(updates.size()))));
                post();
                if (random.nextInt(4) == 0) correctBuyer();
                // A worker that is late knows an older state.
                if (random.nextInt(4) == 0 && before.isCredited()) issue(before);
                if (random.nextBoolean()) issue(payment);
            }
            issue(payment);
            var issued = documents;
            issue(payment);
            assertThat(documents).as("seed %d: issued once", seed).isEqualTo(issued);
            assertDocumentsAgree();
        }

        /// Each refund and dispute with its history, which ends; in any order.
        private List<PaymentUpdate> updates() {
            long total = payment.total().orElseThrow().toCents();
            var updates = new ArrayList<PaymentUpdate>();
            for (int i = random.nextInt(4); i > 0; i--) {
                var amount = Eur.ofCents(1 + random.nextLong(random.nextBoolean() ? total : 1 + total / 3));
                updates.add(refund(i, amount, RefundStatus.PENDING));
                if (random.nextInt(4) > 0) updates.add(refund(i, amount, RefundStatus.SUCCEEDED));
                if (updates.size() % 2 == 1 || random.nextBoolean())
                    updates.add(refund(i, amount, RefundStatus.FAILED));
                else updates.add(refund(i, amount, RefundStatus.SUCCEEDED));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                var amount = Eur.ofCents(1 + random.nextLong(total));
                updates.add(dispute(i, amount, DisputeStatus.OPEN));
                if (random.nextBoolean()) updates.add(dispute(i, amount, DisputeStatus.LOST));
                updates.add(dispute(i, amount, random.nextBoolean() ? DisputeStatus.WON : DisputeStatus.LOST));
            }
            return updates;
        }

        private void correctBuyer() {
            var name = "Acme " + random.nextInt(1_000) + " S.r.l.";
            payment = payment.withCorrectedBuyer(acme(name), payment.vat(), new MemberId("usr_giulia"), NOON);
        }

        private static Refund refund(int number, Eur amount, RefundStatus status) {
            return new Refund("re_" + number, amount, status, Optional.of(NOON.plusSeconds(number)));
        }

        private static Dispute dispute(int number, Eur amount, DisputeStatus status) {
            return new Dispute("du_" + number, amount, status, Optional.of(NOON.plusSeconds(10L + number)));
        }

        private void post() {
            while (payment.pendingPosting().isPresent())
                payment = payment.withPosted(payment.pendingPosting().get());
        }

        private void issue(Payment seen) {
            var documented = new DocumentedPayment(seen, DynamoDbFixture.ROME);
            var invoiceData = documented.invoiceData(LUMEN).orElseThrow();
            var required = documented.requiredDocuments();
            var known = random.nextBoolean() ? documents : PaymentDocuments.NONE;
            var invoice = ISSUANCE.issueInvoice(invoiceData, known, DAY);
            documents = invoice.documents();
            while (true) {
                var correction = ISSUANCE.issueCorrection(invoice.document(), documents, required.reversals(), DAY);
                documents = correction.documents();
                if (correction.document().isEmpty()) break;
            }
            documents = ISSUANCE.reissueInvoice(invoiceData, documents, required, DAY)
                    .documents();
        }

        private void assertDocumentsAgree() {
            var all = documents.all().stream()
                    .map(ref -> QUERIES.findDocument(ref.number()).orElseThrow())
                    .toList();
            var sums = new VatSummary();
            all.forEach(sums::add);
            var sum = sums.total();
            var held = payment.postedAmounts()
                    .credited()
                    .minus(payment.postedAmounts().clawedBack());
            long kept = payment.total()
                    .orElseThrow()
                    .minus(payment.state().reversed())
                    .toCents();

            assertThat(sum.netCents())
                    .as("seed %d: net, as in the account", seed)
                    .isEqualTo(held.toCents());
            assertThat(sum.netCents() + sum.vatCents())
                    .as("seed %d: total", seed)
                    .isEqualTo(kept);
            assertEachIsBacked(all);
            if (kept > 0) assertInvoiceNamesTheBuyer();
            for (var document : all)
                if (document instanceof CreditNote note && note.isCancellation()) assertReplaced(note, all);
        }

        private void assertInvoiceNamesTheBuyer() {
            var current = QUERIES.findDocument(documents.invoice().orElseThrow().number());
            assertThat(current.orElseThrow().invoiceData().buyer())
                    .as("seed %d: the buyer", seed)
                    .isEqualTo(payment.buyer().orElseThrow());
        }

        private void assertReplaced(CreditNote note, List<TaxDocument> all) {
            var replacing = all.stream()
                    .filter(document -> document instanceof Invoice invoice
                            && invoice.replacedInvoice().equals(note.precedingDocument()))
                    .toList();
            assertThat(replacing).as("seed %d: %s", seed, note.number()).hasSize(1);
            assertThat(replacing.getFirst().amounts()).as("seed %d", seed).isEqualTo(note.amounts());
        }

        /// Every note is of a reversal that stands or is cancelled, and none exceeds what was reversed.
        private void assertEachIsBacked(List<TaxDocument> all) {
            var reversals = payment.state().finalReversals(DynamoDbFixture.ROME);
            for (var reversal : reversals.reversals())
                assertThat(credited(all, reversal.id())).as("seed %d", seed).isLessThanOrEqualTo(reversal.cents());
            for (var id : reversals.revoked())
                assertThat(credited(all, id)).as("seed %d: cancelled", seed).isZero();
        }

        private static long credited(List<TaxDocument> all, String reversal) {
            var notes = all.stream()
                    .filter(document -> document instanceof CreditNote note
                            && note.reversal().equals(Optional.of(reversal)))
                    .toList();
            long cancelled = all.stream()
                    .filter(document -> document instanceof Invoice invoice
                            && notes.stream()
                                    .anyMatch(note -> invoice.cancelledNote()
                                            .filter(of -> of.number().equals(note.number()))
                                            .isPresent()))
                    .mapToLong(document -> document.amounts().totalCents())
                    .sum();
            return notes.stream().mapToLong(note -> note.amounts().totalCents()).sum() - cancelled;
        }
    }
}
