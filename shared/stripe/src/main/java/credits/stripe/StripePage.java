package credits.stripe;

import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import java.util.List;
import java.util.Optional;

/// A page of one of Stripe's lists, newest first.
///
/// @param next where the next page begins; empty on the last page
record StripePage<T>(List<T> objects, Optional<String> next) {
    static <T extends HasId> StripePage<T> of(StripeCollection<T> list) {
        var objects = list.getData();
        boolean hasMore = Boolean.TRUE.equals(list.getHasMore()) && !objects.isEmpty();
        return new StripePage<>(objects, hasMore ? Optional.of(objects.getLast().getId()) : Optional.empty());
    }
}
