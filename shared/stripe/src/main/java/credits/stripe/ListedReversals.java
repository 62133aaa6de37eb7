package credits.stripe;

import credits.payment.PaymentUpdate;
import credits.payment.store.StoredReversals.StoredReversal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The refunds and disputes created in a period, by the payment intent that they concern. They are few, so one run
/// holds them all: of a payment made in the period, they are all there are.
public final class ListedReversals {
    private final NavigableMap<String, List<PaymentUpdate>> updatesByIntent = new TreeMap<>();

    ListedReversals(List<StoredReversal> reversals) {
        for (var reversal : reversals) {
            updatesByIntent
                    .computeIfAbsent(reversal.paymentIntentId(), _ -> new ArrayList<>())
                    .add(reversal.update());
        }
    }

    /// Those of one payment.
    List<PaymentUpdate> of(String paymentIntent) {
        return updatesByIntent.getOrDefault(paymentIntent, List.of());
    }

    /// The next payment intent of a part of them, in alphabetical order.
    ///
    /// @param after the previous one
    /// @param part which of `parts` equal parts
    public Optional<String> nextPaymentIntent(Optional<String> after, int part, int parts) {
        var rest = after.map(last -> updatesByIntent.tailMap(last, false)).orElse(updatesByIntent);
        return rest.keySet().stream()
                .filter(intent -> Math.floorMod(intent.hashCode(), parts) == part)
                .findFirst();
    }
}
