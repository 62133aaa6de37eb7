package credits.function.notify;

import credits.money.Eur;
import credits.wire.Announcement;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Obstacles;
import credits.wire.Pointer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes the e-mails. What one says is its event's and its organisation's alone: nothing else is at hand here.
final class Letters {
    private final Obstacles pages;
    private final String paymentsUrl;
    private final Language usual;

    /// @param paymentsUrl the page that lists payments and their invoices
    Letters(Obstacles pages, String paymentsUrl, Language usual) {
        this.paymentsUrl = paymentsUrl;
        this.pages = pages;
        this.usual = usual;
    }

    /// The e-mail about `event`, in `language` if we have it.
    Letter letter(Announcement event, Topic topic, Optional<String> language) {
        var in = language.flatMap(Language::find).orElse(usual);
        var key = topic.name().toLowerCase(Locale.ROOT);
        var parts = new Parts(
                in,
                in.word(key + ".headline"),
                in.word(key + ".text"),
                facts(event, topic, in),
                in.word(key + ".button"),
                page(topic),
                in.word("footer").replace("{organisation}", event.organisation().value()),
                in.word("footer.link"),
                pages.limitsUrl());
        var subject = parts.headline() + " – " + event.organisation();
        return new Letter(subject, Layout.text(parts), Layout.html(parts));
    }

    /// What an e-mail consists of, as people read it.
    ///
    /// @param facts what is to be known, by its label, in order
    record Parts(
            Language language,
            String headline,
            String text,
            SequencedMap<String, String> facts,
            String button,
            String buttonUrl,
            String footer,
            String footerLink,
            String footerUrl) {}

    private SequencedMap<String, String> facts(Announcement event, Topic topic, Language in) {
        var data = Fields.open(event.data(), Pointer.WHOLE);
        var zone = ZoneId.of(data.text("time_zone"));
        var facts = new LinkedHashMap<String, String>();
        for (var name : topic.facts()) {
            value(name, data.required(name), zone, in).ifPresent(value -> facts.put(in.word("fact." + name), value));
        }
        facts.put(in.word("fact.time"), in.time(event.at().atZone(zone)));
        return facts;
    }

    // Empty for what is not set, such as no limit.
    private static Optional<String> value(String name, Json value, ZoneId zone, Language in) {
        return switch (value) {
            case Json.Text(var time)
            when name.endsWith("_at") -> Optional.of(in.time(Instant.parse(time).atZone(zone)));
            case Json.Text(var amount) -> Optional.of(in.amount(Eur.of(amount)));
            case Json.Numeral(var count) -> Optional.of(count);
            case Json.Null _, Json.Truth _, Json.Items _, Json.Members _ -> Optional.empty();
        };
    }

    private String page(Topic topic) {
        return switch (topic.page()) {
            case USAGE -> pages.quotaUrl();
            case LIMITS -> pages.limitsUrl();
            case TOP_UP -> pages.topUpUrl();
            case PAYMENTS -> paymentsUrl;
        };
    }
}
