package credits.function.reconcile;

import static credits.Traders.LUMEN;
import static org.assertj.core.api.Assertions.assertThat;

import credits.ledger.Attempts;
import credits.ledger.Invoices;
import credits.ledger.LocalTable;
import credits.ledger.Organisations;
import credits.ledger.Paperwork.ArchivedFile;
import credits.local.stripe.account.Method;
import credits.stripe.Shop;
import credits.topup.Fact.Refund;
import credits.topup.Payment;
import credits.topup.TaxDocument.Invoice;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PaperCheckTest {
    private static final ArchivedFile FILE = new ArchivedFile(38_127, "0f".repeat(32));

    private final Shop shop = new Shop();
    private final List<String> queue = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Invoices invoices = new Invoices(
            LocalTable.DYNAMO, LocalTable.NAME, Attempts.within(Duration.ofSeconds(30), new SplittableRandom(1)));
    private final PaperCheck check = new PaperCheck(
            new Organisations(LocalTable.DYNAMO, LocalTable.NAME),
            shop.wiring().payments().records(),
            invoices.records(),
            queue::add,
            LocalTable.ROME);

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_payment_without_its_invoice_is_asked_for_and_late_it_is_an_alarm() {
        var payment = paid();

        look();
        assertThat(asked(payment)).isOne();
        assertThat(log).noneMatch(line -> line.contains("invoice_missing") && line.contains("alarm"));

        shop.clock().passes(Duration.ofHours(2));
        look();
        assertThat(asked(payment)).isEqualTo(2);
        assertThat(log).anyMatch(line -> line.contains("\"alarm\":\"invoice_missing\""));
    }

    @Test
    void what_is_on_paper_is_not_asked_for_until_more_went_back_than_credit_notes_say() {
        var payment = paid();
        var invoice = issued(payment);
        look();
        assertThat(asked(payment)).isZero();

        var _ = shop.wiring()
                .payments()
                .learn(
                        payment.organisation(),
                        payment.id(),
                        List.of(new Refund("re_1", 1_220, false)),
                        shop.clock().instant());
        look();
        assertThat(asked(payment)).isOne();

        var note = invoices.credit(invoice, 1_220, LocalDate.of(2026, 11, 22)).orElseThrow();
        look();
        assertThat(asked(payment)).as("not in the archive yet").isEqualTo(2);
        invoices.archived(note, FILE, shop.clock().instant());
        look();
        assertThat(asked(payment)).isEqualTo(2);
    }

    @Test
    void a_page_that_nobody_paid_has_nothing_on_paper() {
        var open = shop.topUp(shop.organisation(), 5_000);

        look();

        assertThat(asked(open)).isZero();
    }

    @Test
    void a_number_without_its_document_is_an_alarm() {
        var first = issued(paid());
        var _ = issued(paid());
        look();
        assertThat(log).noneMatch(line -> line.contains("invoice_gap"));

        var _ = LocalTable.DYNAMO.deleteItem(delete -> delete.tableName(LocalTable.NAME)
                .key(Map.of(
                        "p", AttributeValue.fromS("INVOICES"),
                        "s",
                                AttributeValue.fromS("%s#%09d"
                                        .formatted(
                                                first.number().series(),
                                                first.number().position())))));
        look();

        assertThat(log).anyMatch(line -> line.contains("\"alarm\":\"invoice_gap\",\"count\":1"));
    }

    private void look() {
        log.add(check.all(shop.clock().instant(), log::add).text());
    }

    private long asked(Payment payment) {
        return queue.stream()
                .filter(event -> event.contains("\"payment\":\"" + payment.id() + "\""))
                .count();
    }

    private Invoice issued(Payment payment) {
        var sale = payment.sale(LUMEN, LocalTable.ROME).orElseThrow();
        var invoice = invoices.issue(sale, LocalDate.of(2026, 11, 22));
        invoices.archived(invoice, FILE, shop.clock().instant());
        return invoice;
    }

    private Payment paid() {
        var payment = shop.topUp(shop.organisation(), 5_000);
        shop.stripe().pay(shop.session(payment), Method.CARD);
        var _ = shop.wiring().fulfilment().refresh(payment, shop.told());
        return shop.stored(payment);
    }
}
