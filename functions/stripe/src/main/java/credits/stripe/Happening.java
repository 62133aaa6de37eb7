package credits.stripe;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import java.time.Instant;
import java.util.Optional;

/// A Stripe event whose signature was verified, reduced to what we use.
///
/// Its object is the event's own if the event has the API version of our library. Otherwise the object is fetched from
/// Stripe, which returns its current state.
final class Happening {
    // The end of the year 9999 in epoch seconds: later times cannot be formatted.
    private static final long LATEST = 253_402_300_799L;

    private final Event event;

    private Happening(Event event) {
        this.event = event;
    }

    /// Parses an event; empty for any other text.
    static Optional<Happening> parse(String body) {
        try {
            var event = ApiResource.GSON.fromJson(body, Event.class);
            if (event == null || event.getId() == null || event.getType() == null) return Optional.empty();
            if (event.getCreated() == null || event.getData() == null || event.getLivemode() == null)
                return Optional.empty();
            if (event.getCreated() < 0 || event.getCreated() > LATEST) return Optional.empty();
            if (event.getDataObjectDeserializer().getRawJson() == null) return Optional.empty();
            return Optional.of(new Happening(event));
        } catch (RuntimeException noEvent) {
            return Optional.empty(); // the library throws many exception types
        }
    }

    String id() {
        return event.getId();
    }

    String type() {
        return event.getType();
    }

    Instant at() {
        return Instant.ofEpochSecond(event.getCreated());
    }

    boolean isLive() {
        return event.getLivemode();
    }

    /// Stripe's id of the object.
    String object() {
        try {
            return raw().get("id").getAsString();
        } catch (RuntimeException without) {
            return event.getId();
        }
    }

    Session session(StripeApi stripe) {
        return as(Session.class).orElseGet(() -> stripe.session(object()));
    }

    Refund refund(StripeApi stripe) {
        return as(Refund.class).orElseGet(() -> stripe.refund(object()));
    }

    Dispute dispute(StripeApi stripe) {
        return as(Dispute.class).orElseGet(() -> stripe.dispute(object()));
    }

    /// The payment that a charge belongs to, if there is one.
    Optional<String> paymentIntentOfCharge() {
        return as(Charge.class)
                .map(Charge::getPaymentIntent)
                .or(() -> Optional.ofNullable(raw().get("payment_intent"))
                        .filter(intent -> intent.isJsonPrimitive())
                        .map(intent -> intent.getAsString()));
    }

    private <T extends StripeObject> Optional<T> as(Class<T> type) {
        if (event.getApiVersion() == null) return Optional.empty();
        try {
            return event.getDataObjectDeserializer()
                    .getObject()
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (RuntimeException otherForm) {
            return Optional.empty(); // the library throws many exception types
        }
    }

    private JsonObject raw() {
        return JsonParser.parseString(event.getDataObjectDeserializer().getRawJson())
                .getAsJsonObject();
    }
}
