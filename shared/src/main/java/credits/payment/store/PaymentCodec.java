package credits.payment.store;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.optionalText;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;
import static java.util.Objects.requireNonNull;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.Vat;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.PendingVat;
import credits.invoicing.Vat.VatTreatment;
import credits.money.Eur;
import credits.payment.BuyerCorrection;
import credits.payment.CheckoutStage;
import credits.payment.Payment;
import credits.payment.Payment.CheckoutSession;
import credits.payment.PaymentState;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PostedAmounts;
import credits.payment.RefusalReason;
import credits.profile.BillingProfileCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts payments to and from items. The attributes are readable, since people inspect payments. Amounts are
/// in cents.
public final class PaymentCodec {
    private PaymentCodec() {}

    static Map<String, AttributeValue> toItem(Payment payment) {
        var item = new HashMap<String, AttributeValue>();
        item.put(TableKeys.PARTITION_KEY, text(TableKeys.profilePartition(payment.organisation())));
        item.put(TableKeys.SORT_KEY, text(TableKeys.PAYMENT_PREFIX + payment.id()));
        item.put("version", number(payment.version()));
        item.put("member", text(payment.createdBy().value()));
        item.put("created_at", time(payment.createdAt()));
        item.put("expires_at", time(payment.expiresAt()));
        item.put("net", number(payment.net().toCents()));
        item.put("vat", vatAttribute(payment.vat()));
        item.put("seal", text(payment.cursorKey()));
        item.put("stage", text(payment.state().stage().name()));
        item.put("status", text(payment.status().toString()));
        item.put("credited", number(payment.postedAmounts().credited().toCents()));
        item.put("clawed_back", number(payment.postedAmounts().clawedBack().toCents()));
        payment.buyer().ifPresent(buyer -> item.put("buyer", BillingProfileCodec.toAttribute(buyer)));
        payment.correction().ifPresent(correction -> {
            item.put("corrected_by", text(correction.by().value()));
            item.put("corrected_at", time(correction.at()));
        });
        payment.reason().ifPresent(reason -> item.put("refusal", text(reason.name())));
        payment.checkoutSession().ifPresent(page -> {
            item.put("session", text(page.sessionId()));
            item.put("checkout_url", text(page.url()));
            page.polledAt().ifPresent(at -> item.put("polled_at", time(at)));
        });
        putState(payment.state(), item);
        return item;
    }

    private static void putState(PaymentState state, Map<String, AttributeValue> item) {
        state.paid().ifPresent(paid -> {
            item.put("payment_intent", text(paid.paymentIntentId()));
            item.put("total", number(paid.total().toCents()));
            item.put("paid_at", time(paid.paidAt()));
            paid.payerCountry().ifPresent(country -> item.put("payer_country", text(country)));
        });
        item.put("refunds", toMapAttribute(state.refunds(), ReversalCodec::toAttributes));
        item.put("disputes", toMapAttribute(state.disputes(), ReversalCodec::toAttributes));
    }

    private static <F> AttributeValue toMapAttribute(
            Map<String, F> updates, Function<F, Map<String, AttributeValue>> attributes) {
        var all = new HashMap<String, AttributeValue>();
        updates.forEach((id, fact) -> all.put(id, AttributeValue.fromM(attributes.apply(fact))));
        return AttributeValue.fromM(all);
    }

    static Payment fromItem(Map<String, AttributeValue> item) {
        return new Payment(
                new OrganisationId(text(item, TableKeys.PARTITION_KEY).substring(TableKeys.PROFILE_PREFIX.length())),
                UniqueId.parse(text(item, TableKeys.SORT_KEY).substring(TableKeys.PAYMENT_PREFIX.length()))
                        .orElseThrow(),
                new MemberId(text(item, "member")),
                time(item, "created_at"),
                time(item, "expires_at"),
                Eur.ofCents(number(item, "net")),
                toVat(requireNonNull(item.get("vat")).m()),
                Optional.ofNullable(item.get("buyer")).map(BillingProfileCodec::fromAttribute),
                ItemAttributes.optionalTime(item, "corrected_at")
                        .map(at -> new BuyerCorrection(new MemberId(text(item, "corrected_by")), at)),
                Optional.ofNullable(item.get("refusal")).map(refusal -> RefusalReason.valueOf(refusal.s())),
                Optional.ofNullable(item.get("session"))
                        .map(session -> new CheckoutSession(
                                session.s(),
                                text(item, "checkout_url"),
                                ItemAttributes.optionalTime(item, "polled_at"))),
                toState(item),
                new PostedAmounts(Eur.ofCents(number(item, "credited")), Eur.ofCents(number(item, "clawed_back"))),
                number(item, "version"),
                text(item, "seal"));
    }

    private static PaymentState toState(Map<String, AttributeValue> item) {
        var paid = Optional.ofNullable(item.get("payment_intent"))
                .map(intent -> new Paid(
                        intent.s(),
                        Eur.ofCents(number(item, "total")),
                        time(item, "paid_at"),
                        optionalText(item, "payer_country")));
        var refunds = new TreeMap<String, Refund>();
        requireNonNull(item.get("refunds"))
                .m()
                .forEach((id, refund) -> refunds.put(id, ReversalCodec.toRefund(id, refund.m())));
        var disputes = new TreeMap<String, Dispute>();
        requireNonNull(item.get("disputes"))
                .m()
                .forEach((id, dispute) -> disputes.put(id, ReversalCodec.toDispute(id, dispute.m())));
        return new PaymentState(CheckoutStage.valueOf(text(item, "stage")), paid, refunds, disputes);
    }

    private static AttributeValue vatAttribute(Vat vat) {
        var parts = new HashMap<String, AttributeValue>();
        if (vat instanceof DecidedVat(var treatment, var hundredths, var cents, var country)) {
            parts.put("treatment", text(treatment.name()));
            parts.put("rate", number(hundredths));
            parts.put("cents", number(cents));
            country.ifPresent(code -> parts.put("country", text(code)));
        }
        return AttributeValue.fromM(parts);
    }

    private static Vat toVat(Map<String, AttributeValue> vat) {
        if (vat.isEmpty()) return new PendingVat();
        int hundredths = Math.toIntExact(number(vat, "rate"));
        return new DecidedVat(
                VatTreatment.valueOf(text(vat, "treatment")),
                hundredths,
                number(vat, "cents"),
                optionalText(vat, "country"));
    }
}
