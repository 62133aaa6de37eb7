package credits.function.notify;

import credits.identity.UniqueId;
import credits.ledger.Circle;
import credits.ledger.Circle.Members;
import credits.ledger.Circle.Operators;
import credits.money.Eur;
import credits.topup.PaymentId;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Malformed;
import credits.wire.Obstacles;
import credits.wire.Pointer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Renders the e-mails. Each depends only on its event and its organisation.
final class Letters {
    // Stripe's dashboard search, for operators.
    private static final String STRIPE = "https://dashboard.stripe.com/search?query=";
    // Facts that are neither amounts nor times: ids and codes, Stripe's or ours.
    private static final Set<String> STRIPES = Set.of("object", "reason", "event");

    private final Obstacles pages;
    private final String paymentsUrl;
    private final Language usual;

    /// Creates the renderer.
    ///
    /// @param paymentsUrl the page that lists payments and their invoices
    /// @param usual the language for organisations without one of ours
    Letters(Obstacles pages, String paymentsUrl, Language usual) {
        this.paymentsUrl = paymentsUrl;
        this.pages = pages;
        this.usual = usual;
    }

    /// The e-mail about `occasion` in `language`, or in the default language if we do not have that one.
    Letter letter(Occasion occasion, Optional<String> language) {
        var in = language.flatMap(Language::find).orElse(usual);
        var key = occasion.topic().name().toLowerCase(Locale.ROOT);
        var parts = new Parts(
                in,
                in.word(key + ".headline"),
                in.word(key + ".text"),
                facts(occasion, in),
                new Link(in.word(key + ".button"), page(occasion)),
                footer(occasion.circle(), in),
                footerLink(occasion.circle(), in));
        var subject = parts.headline() + " – " + about(occasion);
        return new Letter(subject, Layout.text(parts), Layout.html(parts));
    }

    /// The content of an e-mail as people read it.
    ///
    /// @param facts the values to show by their labels, in order
    record Parts(
            Language language,
            String headline,
            String text,
            SequencedMap<String, String> facts,
            Link button,
            String footer,
            Optional<Link> footerLink) {}

    /// A link and its text.
    record Link(String text, String url) {}

    private static String about(Occasion occasion) {
        return switch (occasion.circle()) {
            case Members(var organisation) -> organisation.value();
            case Operators() -> data(occasion).text("object");
        };
    }

    private static String footer(Circle circle, Language in) {
        return switch (circle) {
            case Members(var organisation) -> in.word("footer").replace("{organisation}", organisation.value());
            case Operators() -> in.word("footer.operators");
        };
    }

    private Optional<Link> footerLink(Circle circle, Language in) {
        return switch (circle) {
            case Members _ -> Optional.of(new Link(in.word("footer.link"), pages.limitsUrl()));
            case Operators() -> Optional.empty();
        };
    }

    private static Fields data(Occasion occasion) {
        return Fields.open(occasion.data(), Pointer.WHOLE);
    }

    private static SequencedMap<String, String> facts(Occasion occasion, Language in) {
        var data = data(occasion);
        var facts = new LinkedHashMap<String, String>();
        for (var name : occasion.topic().facts()) {
            value(name, data.required(name), occasion.happened().getZone(), in)
                    .ifPresent(value -> facts.put(in.word("fact." + name), value));
        }
        facts.put(in.word("fact.time"), in.time(occasion.happened()));
        return facts;
    }

    // Empty for a value that is not set, such as a limit.
    private static Optional<String> value(String name, Json value, ZoneId zone, Language in) {
        return switch (value) {
            case Json.Text(var time)
            when name.endsWith("_at") -> Optional.of(in.time(Instant.parse(time).atZone(zone)));
            case Json.Text(var word) when STRIPES.contains(name) -> Optional.of(word);
            case Json.Text(var amount) -> Optional.of(in.amount(Eur.of(amount)));
            case Json.Numeral(var count) -> Optional.of(count);
            case Json.Null _, Json.Truth _, Json.Items _, Json.Members _ -> Optional.empty();
        };
    }

    // The payment's id as the page and the API show it; the page lists the invoice with the payment.
    private static PaymentId payment(Occasion occasion) {
        return new PaymentId(UniqueId.parse(data(occasion).text("payment"))
                .orElseThrow(() -> new Malformed("/data/payment", "must be an id")));
    }

    private String page(Occasion occasion) {
        return switch (occasion.topic().page()) {
            case USAGE -> pages.quotaUrl();
            case LIMITS -> pages.limitsUrl();
            case TOP_UP -> pages.topUpUrl();
            case PAYMENTS -> paymentsUrl + (paymentsUrl.contains("?") ? "&" : "?") + "top_up=" + payment(occasion);
            case STRIPE -> STRIPE + URLEncoder.encode(data(occasion).text("object"), StandardCharsets.UTF_8);
        };
    }
}
