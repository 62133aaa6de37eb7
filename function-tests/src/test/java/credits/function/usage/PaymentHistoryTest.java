package credits.function.usage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.Vat;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.PaymentLedger;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PaymentHistoryTest {
    private static final PaymentLedger PAYMENTS = new PaymentLedger(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            DynamoDbFixture.ledger(),
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));

    private final OwnerFixture owner = new OwnerFixture();

    @Test
    void an_organisation_without_top_ups_has_an_empty_list() {
        var list = list(Map.of());

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text("balance")).isEqualTo("0.00");
        assertThat(list.body().path("data")).isEmpty();
        assertThat(list.body().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_payment_shows_its_paid_and_refunded_amounts_to_the_cent() {
        var payment = openPayment(owner.organisation(), 1, 5_000);
        apply(
                payment,
                new Paid("pi_" + payment.id(), Eur.ofCents(6_100), payment.createdAt()),
                new Refund("re_1", Eur.ofCents(1_220), RefundStatus.SUCCEEDED));

        var list = list(Map.of());

        assertThat(list.text("balance")).isEqualTo("40.00");
        var shown = list.body().at("/data/0");
        assertThat(shown.path("id").asText()).isEqualTo(new PaymentId(payment.id()).toString());
        assertThat(shown.path("amount").asText()).isEqualTo("50.00");
        assertThat(shown.path("vat").asText()).isEqualTo("11.00");
        assertThat(shown.path("total").asText()).isEqualTo("61.00");
        assertThat(shown.path("refunded").asText()).isEqualTo("12.20");
        assertThat(shown.path("status").asText()).isEqualTo("partly_refunded");
        assertThat(shown.path("currency").asText()).isEqualTo("EUR");
    }

    @Test
    void the_cursor_visits_every_payment_once_newest_first() {
        var begun = new ArrayList<String>();
        for (int each = 0; each < 7; each++) begun.addFirst(id(openPayment(owner.organisation(), each, 1_000)));

        var first = list(Map.of("limit", "3"));
        var second = list(Map.of("limit", "3", "cursor", first.text("next_cursor")));
        var third = list(Map.of("limit", "3", "cursor", second.text("next_cursor")));

        var seen = new ArrayList<>(ids(first));
        seen.addAll(ids(second));
        seen.addAll(ids(third));
        assertThat(seen).isEqualTo(begun);
        assertThat(third.body().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_cursor_that_is_foreign_or_tampered_with_is_refused() {
        var other = new OwnerFixture();
        for (int each = 0; each < 3; each++) {
            var _ = openPayment(owner.organisation(), each, 1_000);
            var _ = openPayment(other.organisation(), each, 1_000);
        }
        var cursor = list(Map.of("limit", "1")).text("next_cursor");
        var bent = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);

        assertThat(list(Map.of("limit", "1", "cursor", cursor)).status()).isEqualTo(200);
        assertThat(list(Map.of("limit", "1", "cursor", bent)).status()).isEqualTo(400);
        assertThat(other.call(query(other, Map.of("cursor", cursor))).status()).isEqualTo(400);
        assertThat(list(Map.of("limit", "0")).status()).isEqualTo(400);
        assertThat(list(Map.of("limit", "101")).status()).isEqualTo(400);
    }

    @Test
    void a_csv_has_every_payment_in_parts_that_form_one_file() {
        var lines = new ArrayList<String>();
        for (int each = 0; each < 101; each++) {
            var payment = openPayment(owner.organisation(), each, 1_000);
            lines.addFirst(id(payment) + "," + payment.createdAt() + ",10.00,2.20,12.20,0.00,EUR,open,,");
        }
        lines.addFirst("id,created_at,amount,vat,total,refunded,currency,status,invoice,credit_notes");

        var first = owner.call(query(owner, Map.of()).withHeader("accept", "text/csv"));
        var link = requireNonNull(first.headers().get("link"));
        var cursor = link.substring("<?cursor=".length(), link.indexOf('>'));
        var second = owner.call(query(owner, Map.of("cursor", cursor)).withHeader("accept", "text/csv"));

        assertThat(first.headers().get("content-type")).startsWith("text/csv");
        assertThat((first.body().asText() + second.body().asText()).lines()).containsExactlyElementsOf(lines);
        assertThat(second.headers()).doesNotContainKey("link");
    }

    private HandlerResponse list(Map<String, String> query) {
        return owner.call(query(owner, query));
    }

    private static TestRequest query(OwnerFixture owner, Map<String, String> query) {
        var request = owner.request("GET /v1/payments", "", OwnerFixture.NOW);
        for (var each : query.entrySet()) request = request.withQuery(each.getKey(), each.getValue());
        return request;
    }

    private static List<String> ids(HandlerResponse list) {
        return StreamSupport.stream(list.body().path("data").spliterator(), false)
                .map((JsonNode each) -> each.path("id").asText())
                .toList();
    }

    private static String id(Payment payment) {
        return new PaymentId(payment.id()).toString();
    }

    // A minute after the previous one.
    private static Payment openPayment(OrganisationId organisation, int number, long cents) {
        var at = OwnerFixture.NOW.minusSeconds(60L * (200 - number));
        var vat = new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, cents * 22 / 100);
        var key = new UniqueId((at.toEpochMilli() << 16) | 0x7000, number);
        var begun = Payment.begin(
                organisation,
                key,
                new MemberId("usr_giulia"),
                at,
                at.plus(Duration.ofHours(2)),
                Eur.ofCents(cents),
                vat,
                Optional.empty(),
                "seal " + number);
        return PAYMENTS.begin(begun, 1).orElseThrow();
    }

    private static void apply(Payment payment, PaymentUpdate... updates) {
        var _ = PAYMENTS.applyUpdates(payment.organisation(), payment.id(), List.of(updates), OwnerFixture.NOW);
    }
}
