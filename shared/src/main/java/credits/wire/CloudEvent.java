package credits.wire;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.Reference;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.usage.Line;
import credits.usage.UsageReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Parses a usage report in its envelope, a CloudEvent 1.0 in JSON. Anything else throws [Malformed].
///
/// Extension attributes of CloudEvents, such as `traceparent`, are allowed and ignored, because tracing adds them
/// without asking the feature. Unknown fields of the report itself are refused: they could be usage that we do
/// not bill.
final class CloudEvent {
    private static final Set<String> ATTRIBUTES =
            Set.of("specversion", "type", "source", "id", "subject", "time", "datacontenttype", "data");
    private static final Set<String> DATA = Set.of("lines");
    private static final Set<String> LINE =
            Set.of("operation", "quantity", "at", "member", "reference", "authorization");

    // CloudEvents 1.0, "Naming Conventions": lower-case letters and digits, at most 20 characters.
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,20}");
    private static final int LONGEST_EXTENSION = 200;
    private static final Pattern SOURCE = Pattern.compile("[!-~]{1," + UsageReport.LONGEST_SOURCE + "}");

    private CloudEvent() {}

    static UsageReport report(Json json) {
        var event = Fields.open(json, Pointer.WHOLE);
        exactly(event, "specversion", "1.0");
        exactly(event, "type", "credits.usage.v1");
        if (event.optionalText("datacontenttype").isPresent()) exactly(event, "datacontenttype", "application/json");
        for (var name : event.names()) {
            if (!ATTRIBUTES.contains(name)) extension(event, name);
        }
        var time = event.read("time", Rfc3339::parse, Rfc3339.RULE);
        return new UsageReport(
                event.read("id", UniqueId::parse, "must be a ULID or a UUID version 7"),
                event.make("subject", OrganisationId::new),
                source(event),
                time,
                lines(event.object("data", DATA), time));
    }

    private static void exactly(Fields event, String name, String value) {
        if (!event.text(name).equals(value)) throw event.wrong(name, "must be " + value);
    }

    private static void extension(Fields event, String name) {
        if (!EXTENSION.matcher(name).matches()) throw event.wrong(name, "is unknown");
        switch (event.required(name)) {
            case Json.Text(var text) -> {
                if (text.codePointCount(0, text.length()) > LONGEST_EXTENSION)
                    throw event.wrong(name, "must have at most " + LONGEST_EXTENSION + " characters");
            }
            case Json.Numeral _, Json.Truth _, Json.Null _ -> {}
            case Json.Items _, Json.Members _ -> throw event.wrong(name, "must be a string, a number or a boolean");
        }
    }

    private static String source(Fields event) {
        var source = event.text("source");
        if (SOURCE.matcher(source).matches()) return source;
        throw event.wrong("source", "must be 1 to " + UsageReport.LONGEST_SOURCE + " printable ASCII characters");
    }

    private static List<Line> lines(Fields data, Instant time) {
        var place = data.place("lines");
        var items = data.items("lines", UsageReport.MOST_LINES);
        var lines = new ArrayList<Line>(items.size());
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(Fields.closed(items.get(i), place.at(i), LINE), time));
        }
        return lines;
    }

    private static Line line(Fields line, Instant time) {
        return new Line(
                line.make("operation", Operation::new),
                line.read(
                        "quantity",
                        Quantity::parse,
                        "must be a decimal string above 0 and below 10^12, with up to 6 decimals"),
                line.optionalText("at").isPresent() ? line.read("at", Rfc3339::parse, Rfc3339.RULE) : time,
                line.makeOptional("member", MemberId::new),
                line.makeOptional("reference", Reference::new),
                line.makeOptional("authorization", AuthorizationId::new));
    }
}
