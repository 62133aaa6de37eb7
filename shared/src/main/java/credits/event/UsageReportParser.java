package credits.event;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.json.Rfc3339Time;
import credits.money.Quantity;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Parses a usage report in its envelope, a CloudEvent 1.0 in JSON. Anything else
/// throws [credits.json.InvalidInputException].
///
/// Extension attributes of CloudEvents, such as `traceparent`, are allowed and ignored, because tracing adds
/// them without asking the feature. Unknown fields of the report itself are refused: they could be usage that
/// we do not bill.
final class UsageReportParser {
    private static final Set<String> ATTRIBUTES =
            Set.of("specversion", "type", "source", "id", "subject", "time", "datacontenttype", "data");
    private static final Set<String> DATA_FIELDS = Set.of("lines");
    private static final Set<String> LINE_FIELDS =
            Set.of("operation", "quantity", "at", "member", "reference", "authorization");

    // CloudEvents 1.0, "Naming Conventions": lower-case letters and digits, at most 20 characters.
    private static final Pattern EXTENSION_NAME = Pattern.compile("[a-z0-9]{1,20}");
    private static final int MAX_EXTENSION_LENGTH = 200;
    private static final Pattern SOURCE_FORMAT = Pattern.compile("[!-~]{1," + UsageReport.MAX_SOURCE_LENGTH + "}");

    private UsageReportParser() {}

    static UsageReport parse(Json json) {
        var event = JsonFields.lenient(json, JsonPointer.ROOT);
        requireValue(event, "specversion", "1.0");
        requireValue(event, "type", "credits.usage.v1");
        if (event.optionalText("datacontenttype").isPresent())
            requireValue(event, "datacontenttype", "application/json");
        for (var name : event.names()) {
            if (!ATTRIBUTES.contains(name)) checkExtension(event, name);
        }
        var time = event.parse("time", Rfc3339Time::parse, Rfc3339Time.FORMAT_RULE);
        return new UsageReport(
                event.parse("id", UniqueId::parse, "must be a ULID or a UUID version 7"),
                event.create("subject", OrganisationId::new),
                parseSource(event),
                time,
                parseLines(event.object("data", DATA_FIELDS), time));
    }

    private static void requireValue(JsonFields event, String name, String value) {
        if (!event.text(name).equals(value)) throw event.invalid(name, "must be " + value);
    }

    private static void checkExtension(JsonFields event, String name) {
        if (!EXTENSION_NAME.matcher(name).matches()) throw event.invalid(name, "is unknown");
        switch (event.required(name)) {
            case Json.JsonString(var text) -> {
                if (text.codePointCount(0, text.length()) > MAX_EXTENSION_LENGTH)
                    throw event.invalid(name, "must have at most " + MAX_EXTENSION_LENGTH + " characters");
            }
            case Json.JsonNumber _, Json.JsonBoolean _, Json.JsonNull _ -> {}
            case Json.JsonArray _, Json.JsonObject _ ->
                throw event.invalid(name, "must be a string, a number or a boolean");
        }
    }

    private static String parseSource(JsonFields event) {
        var source = event.text("source");
        if (SOURCE_FORMAT.matcher(source).matches()) return source;
        throw event.invalid("source", "must be 1 to " + UsageReport.MAX_SOURCE_LENGTH + " printable ASCII characters");
    }

    private static List<UsageLine> parseLines(JsonFields data, Instant reportedAt) {
        var pointer = data.pointerTo("lines");
        var items = data.elements("lines", UsageReport.MAX_LINES);
        var lines = new ArrayList<UsageLine>(items.size());
        for (int i = 0; i < items.size(); i++) {
            lines.add(parseLine(JsonFields.strict(items.get(i), pointer.child(i), LINE_FIELDS), reportedAt));
        }
        return lines;
    }

    private static UsageLine parseLine(JsonFields line, Instant reportedAt) {
        return new UsageLine(
                line.create("operation", Operation::new),
                line.parse(
                        "quantity",
                        Quantity::parse,
                        "must be a decimal string above 0 and below 10^12, with up to 6 decimals"),
                line.optionalText("at").isPresent()
                        ? line.parse("at", Rfc3339Time::parse, Rfc3339Time.FORMAT_RULE)
                        : reportedAt,
                line.createOptional("member", MemberId::new),
                line.createOptional("reference", UsageReference::new),
                line.createOptional("authorization", AuthorizationId::new));
    }
}
