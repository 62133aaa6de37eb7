package credits.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// An account on one page of a terminal, from the responses of the API.
final class AccountPage {
    private static final int SHORT_HASH_CHARS = 12;
    private static final int WIDTH = 110;

    private final StringBuilder text = new StringBuilder();

    /// Who it is, what is left, and what the month has used.
    ///
    /// @param profile what the search found of the organisation
    @CanIgnoreReturnValue
    AccountPage addSummary(String organisation, JsonNode profile, JsonNode month) {
        var name = Stream.of("legal_name", "country", "vat_id", "email")
                .filter(profile::hasNonNull)
                .map(field -> profile.path(field).asText())
                .toList();
        line(
                "Organisation",
                organisation + (name.isEmpty() ? ", without a billing profile" : ": " + String.join(" · ", name)));
        line(
                "Balance",
                "%s EUR, %s available, %s held"
                        .formatted(text(month, "balance"), text(month, "available"), text(month, "held")));
        line(
                "Limits",
                "%s allowed, %s remaining, alert at %s"
                        .formatted(
                                text(month, "allowed_limit"),
                                text(month, "remaining"),
                                text(month, "alert_threshold")));
        long operations = stream(month.path("days"))
                .mapToLong(day -> day.path("operations").asLong())
                .sum();
        line(
                "Month",
                "%s (%s): %s used; operations: %,d, days: %d"
                        .formatted(
                                text(month, "month"),
                                text(month, "time_zone"),
                                text(month, "used"),
                                operations,
                                month.path("days").size()));
        line(
                "Status",
                String.join(
                        ", ",
                        month.path("status_causes").isEmpty()
                                ? List.of(text(month, "status"))
                                : stream(month.path("status_causes"))
                                        .map(JsonNode::asText)
                                        .toList()));
        return this;
    }

    /// What is held, who paid, what was announced.
    @CanIgnoreReturnValue
    AccountPage addLists(JsonNode holds, JsonNode payments, JsonNode alerts) {
        list(
                "Holds",
                holds,
                hold -> "%s %s for %s × %s by %s, until %s"
                        .formatted(
                                text(hold, "id"),
                                text(hold, "held"),
                                text(hold, "quantity"),
                                text(hold, "operation"),
                                text(hold, "source"),
                                text(hold, "expires_at")));
        list(
                "Payments",
                payments,
                payment -> "%s %s %s + VAT %s, refunded %s, %s"
                        .formatted(
                                text(payment, "created_at"),
                                text(payment, "status"),
                                text(payment, "amount"),
                                text(payment, "vat"),
                                text(payment, "refunded"),
                                documents(payment)));
        list(
                "Alerts",
                alerts,
                alert -> "%s %s, %s".formatted(text(alert, "at"), text(alert, "type"), recipients(alert)));
        return this;
    }

    /// The newest entries of a day.
    @CanIgnoreReturnValue
    AccountPage addEntries(String date, JsonNode entries) {
        list(
                "Entries",
                entries,
                entry -> "%s %s %s × %s = %s %s"
                        .formatted(
                                text(entry, "time"),
                                text(entry, "status"),
                                text(entry, "quantity"),
                                text(entry, "operation"),
                                text(entry, "cost"),
                                text(entry, "member")));
        if (!entries.isEmpty()) line("", "of " + date);
        return this;
    }

    /// The newest segments, and whether each carries the hash of the one before.
    @CanIgnoreReturnValue
    AccountPage addChain(JsonNode segments) {
        list(
                "Chain",
                segments,
                segment -> "#%s %s %s, balance %s, hash %s after %s%s"
                        .formatted(
                                text(segment, "number"),
                                text(segment, "booked_at"),
                                text(segment, "kind"),
                                text(segment, "balance"),
                                shortHash(segment, "hash"),
                                shortHash(segment, "previous_hash"),
                                events(segment)));
        line(
                "",
                brokenLinks(segments).isEmpty()
                        ? "each segment carries the hash of the one before"
                        : "BROKEN before segment " + String.join(", ", brokenLinks(segments)));
        return this;
    }

    private static List<String> brokenLinks(JsonNode newestFirst) {
        var broken = new ArrayList<String>();
        for (int i = 0; i + 1 < newestFirst.size(); i++) {
            var segment = newestFirst.path(i);
            if (!segment.path("previous_hash").equals(newestFirst.path(i + 1).path("hash")))
                broken.add(text(segment, "number"));
        }
        return broken;
    }

    private void list(String name, JsonNode elements, Function<JsonNode, String> toLine) {
        if (elements.isEmpty()) line(name, "none");
        for (int i = 0; i < elements.size(); i++) line(i == 0 ? name : "", toLine.apply(elements.path(i)));
    }

    private void line(String name, String value) {
        var line = "%-13s %s".formatted(name, value);
        var _ = text.append(line, 0, Math.min(line.length(), WIDTH)).append('\n');
    }

    private static String documents(JsonNode payment) {
        var numbers = Stream.concat(Stream.of(payment.path("invoice")), stream(payment.path("credit_notes")))
                .filter(document -> document.hasNonNull("number"))
                .map(document -> text(document, "number"))
                .toList();
        return numbers.isEmpty() ? "no document" : String.join(" ", numbers);
    }

    private static String recipients(JsonNode alert) {
        var sent = stream(alert.path("recipients"))
                .map(recipient -> text(recipient, "address") + " " + text(recipient, "status"))
                .toList();
        return sent.isEmpty() ? "no recipients" : String.join(" ", sent);
    }

    private static String events(JsonNode segment) {
        var types =
                stream(segment.path("events")).map(event -> text(event, "type")).toList();
        return types.isEmpty() ? "" : ", " + String.join(" ", types);
    }

    private static String shortHash(JsonNode segment, String name) {
        var hash = text(segment, name);
        return hash.substring(0, Math.min(hash.length(), SHORT_HASH_CHARS));
    }

    // A value that is null stands for none.
    private static String text(JsonNode object, String name) {
        return object.hasNonNull(name) ? object.path(name).asText() : "none";
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
