package credits.function.usage;

import static credits.Traders.ACME;
import static credits.Traders.LUMEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.archive.Shelf;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.ledger.Attempts;
import credits.ledger.Invoices;
import credits.ledger.LocalTable;
import credits.ledger.Payments;
import credits.topup.Fact;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Refund;
import credits.topup.Payment;
import credits.topup.PaymentId;
import credits.topup.TaxDocument;
import credits.topup.Vat;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final Supplier<Attempts> PATIENCE = Attempts.within(Duration.ofSeconds(30), new SplittableRandom(1));
    private static final Payments PAYMENTS =
            new Payments(LocalTable.DYNAMO, LocalTable.NAME, LocalTable.ledger(), PATIENCE);
    private static final Invoices INVOICES = new Invoices(LocalTable.DYNAMO, LocalTable.NAME, PATIENCE);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final AtomicLong MADE = new AtomicLong();

    private final Owner owner = new Owner();
    private final Owner stranger = new Owner();
    private final Shelf shelf = new Shelf();
    private final Invocation usage = new Invocation(Owner.handler(LocalTable.statements(), shelf));

    @Test
    void an_invoice_is_not_ready_until_it_is_in_the_archive_and_then_it_is_the_file_itself() {
        var payment = paid();

        var before = ask(owner, "GET /v1/payments/{id}/invoice", payment, "", "");
        var invoice = INVOICES.issue(payment.sale(LUMEN, LocalTable.ROME).orElseThrow(), TODAY);
        var drawn = ask(owner, "GET /v1/payments/{id}/invoice", payment, "", "");
        file(invoice, "the invoice");
        var after = ask(owner, "GET /v1/payments/{id}/invoice", payment, "", "");

        assertThat(before.status()).isEqualTo(409);
        assertThat(before.of("code")).isEqualTo("invoice-not-ready");
        assertThat(before.headers()).containsEntry("retry-after", "2");
        assertThat(drawn.status()).isEqualTo(409);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.headers())
                .containsEntry("content-type", "application/pdf")
                .containsEntry("content-disposition", "attachment; filename=\"" + invoice.number() + ".pdf\"");
        assertThat(after.body().asText()).isEqualTo("the invoice");
        var listed = usage.call(owner.request("GET /v1/payments", "", Owner.NOVEMBER))
                .body()
                .at("/data/0");
        assertThat(listed.at("/invoice/number").asText())
                .isEqualTo(invoice.number().toString());
        assertThat(listed.at("/invoice/bytes").asLong()).isEqualTo("the invoice".length());
    }

    @Test
    void who_prefers_xml_gets_the_xml_and_who_only_allows_it_the_pdf() {
        var payment = paid();
        file(INVOICES.issue(payment.sale(LUMEN, LocalTable.ROME).orElseThrow(), TODAY), "the invoice");

        assertThat(ask(owner, "GET /v1/payments/{id}/invoice", payment, "", "application/xml")
                        .body()
                        .asText())
                .isEqualTo("<xml/>");
        assertThat(ask(owner, "GET /v1/payments/{id}/invoice", payment, "", "application/pdf, application/xml;q=0.5")
                        .body()
                        .asText())
                .isEqualTo("the invoice");
    }

    @Test
    void a_credit_note_is_found_through_its_own_payment_alone() {
        var payment = paid(new Refund("re_1", 1_220, false));
        var other = paid();
        var invoice = INVOICES.issue(payment.sale(LUMEN, LocalTable.ROME).orElseThrow(), TODAY);
        var note = INVOICES.credit(invoice, 1_220, TODAY).orElseThrow();
        var number = note.number().toString();
        var route = "GET /v1/payments/{id}/credit_notes/{number}";

        assertThat(ask(owner, route, payment, number, "").status()).isEqualTo(409);
        file(note, "the note");

        assertThat(ask(owner, route, payment, number, "").body().asText()).isEqualTo("the note");
        assertThat(ask(owner, route, other, number, "").status()).isEqualTo(404);
        assertThat(ask(owner, route, payment, "CN-2026-999999", "").status()).isEqualTo(404);
        assertThat(ask(owner, route, payment, "../brand/logo", "").status()).isEqualTo(404);
        assertThat(ask(owner, route, payment, invoice.number().toString(), "").status())
                .isEqualTo(404);
        assertThat(ask(stranger, route, payment, number, "").status()).isEqualTo(404);
    }

    @Test
    void a_payment_that_nobody_paid_has_no_invoice_and_neither_has_a_strangers() {
        var open = begun();
        var paid = paid();
        file(INVOICES.issue(paid.sale(LUMEN, LocalTable.ROME).orElseThrow(), TODAY), "the invoice");

        assertThat(ask(owner, "GET /v1/payments/{id}/invoice", open, "", "").status())
                .isEqualTo(404);
        assertThat(ask(stranger, "GET /v1/payments/{id}/invoice", paid, "", "").status())
                .isEqualTo(404);
    }

    @Test
    void an_archive_that_does_not_answer_is_a_503_and_a_forged_file_is_not_handed_out() {
        var payment = paid();
        var invoice = INVOICES.issue(payment.sale(LUMEN, LocalTable.ROME).orElseThrow(), TODAY);
        file(invoice, "the invoice");

        shelf.silent(true);
        assertThat(ask(owner, "GET /v1/payments/{id}/invoice", payment, "", "").status())
                .isEqualTo(503);
        shelf.silent(false);
        var _ = shelf.objects().put("invoices/" + invoice.number() + ".pdf", "forged".getBytes(UTF_8));
        assertThat(ask(owner, "GET /v1/payments/{id}/invoice", payment, "", "").status())
                .isEqualTo(500);
    }

    private Answer ask(Owner who, String route, Payment payment, String number, String accept) {
        var id = new PaymentId(payment.id()).toString();
        var request = who.request(route, number.isEmpty() ? id : id + " " + number, Owner.NOVEMBER);
        return usage.call(accept.isEmpty() ? request : request.header("accept", accept));
    }

    private void file(TaxDocument document, String contents) {
        var file = shelf.archive().keep(document.number(), contents.getBytes(UTF_8), "<xml/>".getBytes(UTF_8));
        INVOICES.archived(document, file, Owner.NOVEMBER);
    }

    private Payment paid(Fact... more) {
        var begun = begun();
        var facts = new ArrayList<Fact>(List.of(more));
        facts.addFirst(new Paid("pi_" + begun.id(), 12_200, begun.createdAt()));
        return PAYMENTS.learn(begun.organisation(), begun.id(), facts, Owner.NOVEMBER);
    }

    private Payment begun() {
        var at = Owner.NOVEMBER.minusSeconds(600);
        var begun = Payment.begun(
                owner.organisation(),
                new UniqueId((at.toEpochMilli() << 16) | 0x7000, MADE.incrementAndGet()),
                new MemberId("usr_giulia"),
                at,
                at.plus(Duration.ofHours(2)),
                10_000,
                new Vat.Decided(Vat.Treatment.STANDARD, 2_200, 2_200),
                Optional.of(ACME),
                "seal");
        return PAYMENTS.begin(begun, 1).orElseThrow();
    }
}
