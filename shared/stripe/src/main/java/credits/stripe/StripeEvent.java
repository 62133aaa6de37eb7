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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A Stripe event whose signature was verified, reduced to what we use.
///
/// Its object is the event's own if the event has the API version of our library. Otherwise the object is fetched from
/// Stripe, which returns its current state.
final class StripeEvent {
    // The end of the year 9999 in epoch seconds: later times cannot be formatted.
    private static final long MAX_EPOCH_SECONDS = 253_402_300_799L;

    private final Event event;

    private StripeEvent(Event event) {
        this.event = event;
    }

    /// Parses an event; empty for any other text.
    static Optional<StripeEvent> parse(String body) {
        try {
            var event = ApiResource.GSON.fromJson(body, Event.class);
            if (event == null || event.getId() == null || event.getType() == null) return Optional.empty();
            if (event.getCreated() == null || event.getData() == null || event.getLivemode() == null)
                return Optional.empty();
            if (event.getCreated() < 0 || event.getCreated() > MAX_EPOCH_SECONDS) return Optional.empty();
            if (event.getDataObjectDeserializer().getRawJson() == null) return Optional.empty();
            return Optional.of(new StripeEvent(event));
        } catch (RuntimeException e) {
            return Optional.empty(); // the library throws many exception types
        }
    }

    String id() {
        return event.getId();
    }

    String type() {
        return event.getType();
    }

    Instant createdAt() {
        return Instant.ofEpochSecond(event.getCreated());
    }

    boolean isLive() {
        return event.getLivemode();
    }

    /// Stripe's id of the object.
    String objectId() {
        try {
            return rawObject().get("id").getAsString();
        } catch (RuntimeException e) {
            return event.getId();
        }
    }

    Session session(StripeApi stripe) {
        return objectAs(Session.class).orElseGet(() -> stripe.retrieveSession(objectId()));
    }

    Refund refund(StripeApi stripe) {
        return objectAs(Refund.class).orElseGet(() -> stripe.retrieveRefund(objectId()));
    }

    Dispute dispute(StripeApi stripe) {
        return objectAs(Dispute.class).orElseGet(() -> stripe.retrieveDispute(objectId()));
    }

    /// The object's metadata, as far as it is text.
    Map<String, String> metadata() {
        if (!(rawObject().get("metadata") instanceof JsonObject metadata)) return Map.of();
        var texts = new HashMap<String, String>();
        for (var entry : metadata.entrySet())
            if (entry.getValue().isJsonPrimitive())
                texts.put(entry.getKey(), entry.getValue().getAsString());
        return texts;
    }

    /// The payment that a charge belongs to, if there is one.
    Optional<String> paymentIntentOfCharge() {
        return objectAs(Charge.class)
                .map(Charge::getPaymentIntent)
                .or(() -> Optional.ofNullable(rawObject().get("payment_intent"))
                        .filter(intent -> intent.isJsonPrimitive())
                        .map(intent -> intent.getAsString()));
    }

    private <T extends StripeObject> Optional<T> objectAs(Class<T> type) {
        if (event.getApiVersion() == null) return Optional.empty();
        try {
            return event.getDataObjectDeserializer()
                    .getObject()
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (RuntimeException e) {
            return Optional.empty(); // the library throws many exception types
        }
    }

    private JsonObject rawObject() {
        return JsonParser.parseString(event.getDataObjectDeserializer().getRawJson())
                .getAsJsonObject();
    }
}
