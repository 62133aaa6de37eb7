package credits.payment.store;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;

import credits.aws.ItemAttributes;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts refunds and disputes, without their ids, to and from attributes.
final class ReversalCodec {
    private ReversalCodec() {}

    // Older code knows of a refund only whether it failed.
    static Map<String, AttributeValue> toAttributes(Refund refund) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("cents", number(refund.amount().toCents()));
        attributes.put("failed", AttributeValue.fromBool(refund.status() == RefundStatus.FAILED));
        if (refund.status() == RefundStatus.PENDING) attributes.put("pending", AttributeValue.fromBool(true));
        if (refund.isOfVat()) attributes.put("vat", AttributeValue.fromBool(true));
        refund.createdAt().ifPresent(at -> attributes.put("at", time(at)));
        return attributes;
    }

    static Map<String, AttributeValue> toAttributes(Dispute dispute) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("cents", number(dispute.amount().toCents()));
        attributes.put("standing", text(dispute.status().name()));
        dispute.createdAt().ifPresent(at -> attributes.put("at", time(at)));
        return attributes;
    }

    static Refund toRefund(String id, Map<String, AttributeValue> attributes) {
        var amount = Eur.ofCents(number(attributes, "cents"));
        return new Refund(
                id,
                amount,
                refundStatus(attributes),
                ItemAttributes.optionalTime(attributes, "at"),
                attributes.containsKey("vat"));
    }

    private static RefundStatus refundStatus(Map<String, AttributeValue> attributes) {
        if (required(attributes, "failed").bool()) return RefundStatus.FAILED;
        return attributes.containsKey("pending") ? RefundStatus.PENDING : RefundStatus.SUCCEEDED;
    }

    static Dispute toDispute(String id, Map<String, AttributeValue> attributes) {
        return new Dispute(
                id,
                Eur.ofCents(number(attributes, "cents")),
                DisputeStatus.valueOf(text(attributes, "standing")),
                ItemAttributes.optionalTime(attributes, "at"));
    }
}
