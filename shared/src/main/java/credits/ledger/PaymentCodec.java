package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Refund;
import credits.topup.Fact.Standing;
import credits.topup.Facts;
import credits.topup.Payment;
import credits.topup.Payment.Checkout;
import credits.topup.Payment.Refusal;
import credits.topup.Posted;
import credits.topup.Stage;
import credits.topup.Vat;
import credits.topup.Vat.AtCheckout;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts payments to and from items. The attributes are plain, since people look at payments. Amounts are in cents.
final class PaymentCodec {
    private PaymentCodec() {}

    static Map<String, AttributeValue> item(Payment payment) {
        var item = new HashMap<String, AttributeValue>();
        item.put(Table.PARTITION, text(Table.profile(payment.organisation())));
        item.put(Table.SORT, text(Table.PAYMENT + payment.id()));
        item.put("version", number(payment.version()));
        item.put("member", text(payment.by().value()));
        item.put("created_at", time(payment.createdAt()));
        item.put("expires_at", time(payment.expiresAt()));
        item.put("net", number(payment.netCents()));
        item.put("vat", vat(payment.vat()));
        item.put("seal", text(payment.seal()));
        item.put("stage", text(payment.facts().stage().name()));
        item.put("status", text(payment.status().toString()));
        item.put("credited", number(payment.posted().creditedCents()));
        item.put("clawed_back", number(payment.posted().clawedBackCents()));
        payment.buyer().ifPresent(buyer -> item.put("buyer", BuyerCodec.attribute(buyer)));
        payment.refusal().ifPresent(refusal -> item.put("refusal", text(refusal.name())));
        payment.checkout().ifPresent(page -> {
            item.put("session", text(page.session()));
            item.put("checkout_url", text(page.url()));
        });
        told(payment.facts(), item);
        return item;
    }

    private static void told(Facts facts, Map<String, AttributeValue> item) {
        facts.paid().ifPresent(paid -> {
            item.put("payment_intent", text(paid.paymentIntent()));
            item.put("total", number(paid.totalCents()));
            item.put("paid_at", time(paid.at()));
        });
        item.put(
                "refunds",
                each(
                        facts.refunds(),
                        refund -> Map.of(
                                "cents", number(refund.cents()), "failed", AttributeValue.fromBool(refund.failed()))));
        item.put(
                "disputes",
                each(
                        facts.disputes(),
                        dispute -> Map.of(
                                "cents",
                                number(dispute.cents()),
                                "standing",
                                text(dispute.standing().name()))));
    }

    private static <F> AttributeValue each(Map<String, F> facts, Function<F, Map<String, AttributeValue>> attributes) {
        var all = new HashMap<String, AttributeValue>();
        facts.forEach((id, fact) -> all.put(id, AttributeValue.fromM(attributes.apply(fact))));
        return AttributeValue.fromM(all);
    }

    static Payment payment(Map<String, AttributeValue> item) {
        return new Payment(
                new OrganisationId(text(item, Table.PARTITION).substring(Table.PROFILES.length())),
                UniqueId.parse(text(item, Table.SORT).substring(Table.PAYMENT.length()))
                        .orElseThrow(),
                new MemberId(text(item, "member")),
                time(item, "created_at"),
                time(item, "expires_at"),
                number(item, "net"),
                vat(requireNonNull(item.get("vat")).m()),
                Optional.ofNullable(item.get("buyer")).map(BuyerCodec::buyer),
                Optional.ofNullable(item.get("refusal")).map(refusal -> Refusal.valueOf(refusal.s())),
                Optional.ofNullable(item.get("session"))
                        .map(session -> new Checkout(session.s(), text(item, "checkout_url"))),
                facts(item),
                new Posted(number(item, "credited"), number(item, "clawed_back")),
                number(item, "version"),
                text(item, "seal"));
    }

    private static Facts facts(Map<String, AttributeValue> item) {
        var paid = Optional.ofNullable(item.get("payment_intent"))
                .map(intent -> new Paid(intent.s(), number(item, "total"), time(item, "paid_at")));
        var refunds = new TreeMap<String, Refund>();
        requireNonNull(item.get("refunds")).m().forEach((id, refund) -> {
            boolean failed = requireNonNull(refund.m().get("failed")).bool();
            refunds.put(id, new Refund(id, number(refund.m(), "cents"), failed));
        });
        var disputes = new TreeMap<String, Dispute>();
        requireNonNull(item.get("disputes"))
                .m()
                .forEach((id, dispute) -> disputes.put(
                        id,
                        new Dispute(
                                id, number(dispute.m(), "cents"), Standing.valueOf(text(dispute.m(), "standing")))));
        return new Facts(Stage.valueOf(text(item, "stage")), paid, refunds, disputes);
    }

    private static AttributeValue vat(Vat vat) {
        return AttributeValue.fromM(
                switch (vat) {
                    case AtCheckout() -> Map.of();
                    case Decided(var treatment, var hundredths, var cents) ->
                        Map.of(
                                "treatment", text(treatment.name()),
                                "rate", number(hundredths),
                                "cents", number(cents));
                });
    }

    private static Vat vat(Map<String, AttributeValue> vat) {
        if (vat.isEmpty()) return new AtCheckout();
        int hundredths = Math.toIntExact(number(vat, "rate"));
        return new Decided(Treatment.valueOf(text(vat, "treatment")), hundredths, number(vat, "cents"));
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue time(Instant value) {
        return number(value.toEpochMilli());
    }

    static String text(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), name).s();
    }

    static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(requireNonNull(item.get(name), name).n());
    }

    private static Instant time(Map<String, AttributeValue> item, String name) {
        return Instant.ofEpochMilli(number(item, name));
    }
}
