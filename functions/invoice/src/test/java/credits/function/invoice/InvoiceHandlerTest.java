package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.archive.Shelf;
import credits.function.invoice.paper.Brand;
import credits.function.invoice.paper.Printer;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Attempts;
import credits.ledger.Invoices;
import credits.ledger.LocalTable;
import credits.ledger.Paperwork;
import credits.ledger.Payments;
import credits.topup.Fact;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Refund;
import credits.topup.Fact.Standing;
import credits.topup.Language;
import credits.topup.Payment;
import credits.topup.PaymentId;
import credits.topup.Vat;
import credits.wire.Announcement;
import credits.wire.Json;
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
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AtomicLong MADE = new AtomicLong();
    private static final Supplier<Attempts> PATIENCE = Attempts.within(Duration.ofSeconds(30), new SplittableRandom(1));
    private static final Payments PAYMENTS =
            new Payments(LocalTable.DYNAMO, LocalTable.NAME, LocalTable.ledger(), PATIENCE);
    private static final Invoices INVOICES = new Invoices(LocalTable.DYNAMO, LocalTable.NAME, PATIENCE);

    private final OrganisationId organisation = new OrganisationId("invoice_" + MADE.incrementAndGet());
    private final Shelf shelf = new Shelf();
    private final Invocation invoice = new Invocation(new InvoiceHandler(settling(), () -> NOON));

    @Test
    void a_payment_that_was_credited_has_one_invoice_however_often_it_is_told() {
        var payment = told(begun(), new Paid("pi_1", 12_200, NOON));

        assertThat(failed(payment, payment, payment)).isEmpty();
        assertThat(failed(payment)).isEmpty();

        var sheet = paper(payment).invoice().orElseThrow();
        assertThat(sheet.totalCents()).isEqualTo(12_200);
        var pdf = requireNonNull(shelf.objects().get("invoices/" + sheet.number() + ".pdf"));
        assertThat(sheet.file().orElseThrow().bytes()).isEqualTo(pdf.length);
        assertThat(shelf.objects()).hasSize(2);
    }

    @Test
    void what_went_back_has_credit_notes_that_add_up_whatever_was_missed() {
        var payment = told(
                begun(), new Paid("pi_2", 12_200, NOON), new Refund("re_1", 3_333, false), new Refund("re_2", 1, true));
        assertThat(failed(payment)).isEmpty();
        var more = told(payment, new Refund("re_3", 4_444, false));
        assertThat(failed(more)).isEmpty();

        assertThat(paper(payment).creditNotes())
                .extracting(Paperwork.Sheet::totalCents)
                .containsExactly(3_333L, 4_444L);
        assertThat(paper(payment).creditNotes()).allMatch(note -> note.file().isPresent());
    }

    @Test
    void a_dispute_makes_a_credit_note_once_it_is_lost() {
        var payment = told(begun(), new Paid("pi_3", 12_200, NOON), new Dispute("dp_1", 12_200, Standing.OPEN));
        assertThat(failed(payment)).isEmpty();
        assertThat(paper(payment).creditNotes()).isEmpty();

        assertThat(failed(told(payment, new Dispute("dp_1", 12_200, Standing.LOST))))
                .isEmpty();

        assertThat(paper(payment).creditedCents()).isEqualTo(12_200);
    }

    @Test
    void a_refund_that_fails_after_its_credit_note_is_an_alarm() {
        var payment = told(begun(), new Paid("pi_4", 12_200, NOON), new Refund("re_1", 1_220, false));
        assertThat(failed(payment)).isEmpty();
        assertThat(invoice.log()).doesNotContain("alarm");

        assertThat(failed(told(payment, new Refund("re_1", 1_220, true)))).isEmpty();

        assertThat(invoice.log()).contains("\"alarm\":\"credited_too_much\"");
        assertThat(paper(payment).creditNotes()).hasSize(1);
    }

    @Test
    void a_payment_that_was_not_credited_is_not_put_on_paper() {
        var open = begun();

        assertThat(failed(open)).isEmpty();

        assertThat(paper(open).invoice()).isEmpty();
        assertThat(invoice.log()).contains("not_credited");
    }

    @Test
    void what_cannot_be_put_on_paper_comes_again_and_holds_up_no_other() {
        var unknown = told(begunWith(new Vat.AtCheckout()), new Paid("pi_5", 12_200, NOON));
        var payment = told(begun(), new Paid("pi_6", 12_200, NOON));

        assertThat(failed(unknown, payment)).containsExactly("m0");

        assertThat(paper(payment).invoice()).isPresent();
        assertThat(invoice.log()).contains("which VAT was paid is not known").doesNotContain("Bottega");
    }

    @Test
    void an_archive_that_is_down_burns_no_number_and_is_made_up_for() {
        var payment = told(begun(), new Paid("pi_7", 12_200, NOON));

        shelf.silent(true);
        assertThat(failed(payment)).containsExactly("m0");
        var drawn = paper(payment).invoice().orElseThrow();
        shelf.silent(false);
        assertThat(failed(payment)).isEmpty();

        assertThat(paper(payment).invoice().orElseThrow().number()).isEqualTo(drawn.number());
        assertThat(paper(payment).isArchived(drawn.number())).isTrue();
    }

    private Settling settling() {
        var printer = new Printer(new Brand("#1f4fd8", Optional.empty()));
        return new Settling(
                PAYMENTS.records(),
                INVOICES.records(),
                new Issuing(INVOICES, printer, shelf.archive(), () -> NOON),
                Papers.SELLER,
                LocalTable.ROME);
    }

    private List<String> failed(Payment... payments) {
        var records = new ArrayList<Json>();
        for (var payment : payments) records.add(record("m" + records.size(), payment));
        var event = Json.object().put("Records", records).end();
        return invoice.of(event.text())
                .path("batchItemFailures")
                .valueStream()
                .map(item -> item.path("itemIdentifier").asText())
                .toList();
    }

    private Json record(String id, Payment payment) {
        var data = Json.object().put("payment", payment.id().toString()).end();
        var told = new Announcement("event", "credits.topped_up", organisation, NOON, data);
        var attributes = Json.object()
                .put("SentTimestamp", Long.toString(NOON.toEpochMilli()))
                .put("ApproximateReceiveCount", "1")
                .end();
        return Json.object()
                .put("messageId", id)
                .put("body", told.delivery())
                .put("attributes", attributes)
                .end();
    }

    private Paperwork paper(Payment payment) {
        return INVOICES.records().paperwork(organisation, new PaymentId(payment.id()));
    }

    private static Payment told(Payment payment, Fact... facts) {
        return PAYMENTS.learn(payment.organisation(), payment.id(), List.of(facts), NOON);
    }

    private Payment begun() {
        return begunWith(new Vat.Decided(Vat.Treatment.STANDARD, 2_200, 2_200));
    }

    private Payment begunWith(Vat vat) {
        var begun = Payment.begun(
                organisation,
                new UniqueId((NOON.toEpochMilli() << 16) | 0x7000, MADE.incrementAndGet()),
                new MemberId("usr_giulia"),
                NOON,
                NOON.plus(Duration.ofHours(2)),
                10_000,
                vat,
                Optional.of(Papers.bottega(Language.IT)),
                "seal");
        return PAYMENTS.begin(begun, 1).orElseThrow();
    }
}
