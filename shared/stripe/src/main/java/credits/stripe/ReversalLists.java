package credits.stripe;

import com.stripe.model.Dispute;
import com.stripe.model.HasId;
import com.stripe.model.Refund;
import credits.payment.PaymentUpdate;
import credits.payment.store.StoredReversals;
import credits.payment.store.StoredReversals.StoredReversal;
import credits.stripe.StripeReconciliation.Failure;
import credits.stripe.StripeReconciliation.ReconciledPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Lists Stripe's refunds and disputes for the nightly comparison. Each page is stored, so that a run that is cut off
/// lists nothing twice.
public final class ReversalLists {
    private final StripeApi stripe;
    private final StoredReversals stored;

    public ReversalLists(StripeApi stripe, StoredReversals stored) {
        this.stripe = stripe;
        this.stored = stored;
    }

    /// The lists that Stripe has.
    public enum Type {
        REFUNDS,
        DISPUTES;

        /// The name of the list of a part of the round's period.
        public String nameOf(int part) {
            return name().toLowerCase(Locale.ROOT) + "-" + part;
        }
    }

    /// Lists a page and stores it. An object that cannot be read stops no other.
    ///
    /// @param round when the round started
    /// @param part the number of the part of the round's period
    /// @param period that part
    /// @param position where the previous page ended
    public ReconciledPage readPage(
            Type type, Instant round, int part, CreationPeriod period, Optional<String> position) {
        var place = position.map(text -> text.split(" ", 2));
        int number = place.map(texts -> Integer.parseInt(texts[0])).orElse(0);
        var after = place.map(texts -> texts[1]);
        var listing = new Listing();
        var next = switch (type) {
            case REFUNDS ->
                listing.read(stripe.listRefunds(period, after), Refund::getPaymentIntent, StripePaymentState::update);
            case DISPUTES ->
                listing.read(stripe.listDisputes(period, after), Dispute::getPaymentIntent, StripePaymentState::update);
        };
        stored.save(round, type.nameOf(part), number, listing.found);
        return new ReconciledPage(next.map(last -> (number + 1) + " " + last), 0, List.of(), listing.failures);
    }

    private static final class Listing {
        private final List<StoredReversal> found = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();

        <T extends HasId> Optional<String> read(
                StripePage<T> page, Function<T, String> paymentIntent, Function<T, Optional<PaymentUpdate>> toUpdate) {
            for (var each : page.objects()) {
                try {
                    var intent = Optional.ofNullable(paymentIntent.apply(each));
                    toUpdate.apply(each)
                            .flatMap(update -> intent.map(of -> new StoredReversal(of, update)))
                            .ifPresent(found::add);
                } catch (NullPointerException | ArithmeticException unreadable) {
                    failures.add(new Failure(each.getId(), unreadable));
                }
            }
            return page.next();
        }
    }

    /// Returns all that the lists of a round had.
    ///
    /// @param unreadable receives a fault for each page that cannot be read. The payments that it had differ
    ///   then, and are fetched from Stripe
    public ListedReversals readAll(Instant round, Consumer<RuntimeException> unreadable) {
        return new ListedReversals(stored.readAll(round, unreadable));
    }
}
