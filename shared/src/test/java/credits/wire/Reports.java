package credits.wire;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Usage messages, valid and invalid, with the code that each invalid one is rejected with. Both the parser and the
/// schema are tested with them.
public final class Reports {
    static final String ID = "01K9XQ6H3MZ8R4T0V5B7C2D1EF";
    static final String LINE = line("\"operation\": \"translation.document\"", "\"quantity\": \"1250\"");

    /// A message and its outcome.
    ///
    /// @param code `valid`, or the code of the rejection
    public record Case(String name, String code, String body) {
        @Override
        public String toString() {
            return name + ": " + code;
        }
    }

    private Reports() {}

    static String line(String... fields) {
        return "{" + String.join(", ", fields) + "}";
    }

    static String withLines(String... lines) {
        return """
                {"specversion": "1.0", "type": "credits.usage.v1", "source": "/features/translation",
                 "id": "%s", "subject": "org_acme", "time": "2026-11-22T12:00:03Z",
                 "datacontenttype": "application/json",
                 "data": {"lines": [%s]}}""".formatted(ID, String.join(",\n", lines));
    }

    static String report() {
        return withLines(LINE);
    }

    /// Returns the report after a replacement, which must change something.
    static String with(String from, String to) {
        var changed = report().replace(from, to);
        if (changed.equals(report())) throw new IllegalArgumentException("no such text: " + from);
        return changed;
    }

    static String quantity(String json) {
        return with("\"1250\"", json);
    }

    static String thousandLines(int more) {
        return withLines(IntStream.range(0, 1_000 + more).mapToObj(_ -> LINE).toArray(String[]::new));
    }

    /// Returns every case, with its name.
    public static List<Case> all() {
        return Stream.of(good(), envelopes(), lines(), texts())
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<Case> good() {
        return Stream.of(
                valid("as in the contract", report()),
                valid(
                        "every field",
                        withLines(line(
                                "\"operation\": \"a.b\"",
                                "\"quantity\": \"0.000001\"",
                                "\"at\": \"2026-11-22T12:00:01.5+01:00\"",
                                "\"member\": \"usr_giulia\"",
                                "\"reference\": \"doc-42\"",
                                "\"authorization\": \"aut_1\""))),
                valid(
                        "null for what may be absent",
                        withLines(line(
                                "\"operation\": \"a\"",
                                "\"quantity\": \"1\"",
                                "\"at\": null",
                                "\"member\": null",
                                "\"reference\": null",
                                "\"authorization\": null"))),
                valid("1,000 lines", thousandLines(0)),
                valid("a UUID version 7", with(ID, "019AB6F2-1234-7abc-9def-0123456789ab")),
                valid("a ULID in lower case", with(ID, ID.toLowerCase(Locale.ROOT))),
                valid("without content type", with("\"datacontenttype\": \"application/json\",", "")),
                valid("content type null", with("\"application/json\"", "null")),
                valid("source of 200 characters", with("/features/translation", "s".repeat(200))),
                valid("the greatest quantity", quantity("\"999999999999.999999\"")),
                valid("leading zeros", quantity("\"007.50\"")),
                valid(
                        "tracing extensions",
                        extension(
                                "\"traceparent\": \"00-0af7\", \"tracestate\": \"\", \"partition\": 7, \"sampled\": true, \"dataschema\": null")),
                valid(
                        "an extension of 200 wide characters",
                        extension("\"note\": \"" + "\ud83d\ude00".repeat(200) + "\"")),
                valid(
                        "other order and blanks",
                        "\n\t{ \"data\" :{\"lines\":[" + LINE + "]},"
                                + report().substring(1, report().indexOf("\"data\":"))
                                        .strip()
                                        .replaceAll(",$", "") + "}\r\n"));
    }

    private static Stream<Case> envelopes() {
        return Stream.of(
                noReport("no object", "[]"),
                noReport("a string", "\"x\""),
                noReport("empty object", "{}"),
                noReport("version 0.3", with("\"1.0\"", "\"0.3\"")),
                noReport("version as number", with("\"1.0\"", "1.0")),
                noReport("other type", with("credits.usage.v1", "credits.usage.v2")),
                noReport("no type", with("\"type\": \"credits.usage.v1\",", "")),
                noReport("no source", with("\"source\": \"/features/translation\",", "")),
                noReport("empty source", with("/features/translation", "")),
                noReport("source with a blank", with("/features/translation", "a b")),
                noReport("source of 201 characters", with("/features/translation", "s".repeat(201))),
                noReport("source beyond ASCII", with("/features/translation", "/é")),
                noReport("no id", with("\"id\": \"" + ID + "\",", "")),
                noReport("id null", with("\"" + ID + "\"", "null")),
                noReport("id a word", with(ID, "report-1")),
                noReport("a ULID with an I", with(ID, "01K9XQ6H3MZ8R4T0V5B7C2D1EI")),
                noReport("a ULID beyond 128 bits", with(ID, "81K9XQ6H3MZ8R4T0V5B7C2D1EF")),
                noReport("a UUID version 4", with(ID, "019ab6f2-1234-4abc-9def-0123456789ab")),
                noReport("a UUID of another variant", with(ID, "019ab6f2-1234-7abc-cdef-0123456789ab")),
                noReport("a UUID without hyphens", with(ID, "019ab6f212347abc9def0123456789ab")),
                noReport("no subject", with("\"subject\": \"org_acme\",", "")),
                noReport("subject with a key sign", with("org_acme", "org#acme")),
                noReport("empty subject", with("org_acme", "")),
                noReport("subject of 65 characters", with("org_acme", "o".repeat(65))),
                noReport("no time", with("\"time\": \"2026-11-22T12:00:03Z\",", "")),
                noReport("time without zone", with("12:00:03Z", "12:00:03")),
                noReport("30 February", with("2026-11-22", "2026-02-30")),
                noReport("time as number", with("\"2026-11-22T12:00:03Z\"", "1795348803")),
                noReport("other content type", with("application/json", "text/plain")),
                noReport("no data", with("\"data\": {\"lines\": [" + LINE + "]}", "\"x\": 1")),
                noReport("data as text", with("{\"lines\": [" + LINE + "]}", "\"{}\"")),
                noReport("data base64", extension("\"data_base64\": \"e30=\"")),
                noReport("unknown field beyond ASCII", with("{\"lines\"", "{\"li\u00a0nes\": 1, \"lines\"")),
                noReport("unknown field in data", with("{\"lines\"", "{\"total\": \"1\", \"lines\"")),
                noReport("extension in capitals", extension("\"traceParent\": \"x\"")),
                noReport("extension of 21 characters", extension("\"" + "x".repeat(21) + "\": 1")),
                noReport("extension as object", extension("\"x\": {}")),
                noReport("extension as array", extension("\"x\": []")),
                noReport("an extension of 201 characters", extension("\"x\": \"" + "y".repeat(201) + "\"")));
    }

    private static Stream<Case> lines() {
        var fields = Stream.of("operation", "member", "reference", "authorization");
        var badNames = fields.flatMap(field -> Stream.of(
                        "\"\"", "\"a b\"", "\"é\"", "\"a/b\"", "7", "[\"a\"]", "\"" + "n".repeat(65) + "\"")
                .map(value -> noReport(field + " " + value, lineWith(field, value))));
        var badQuantities = Stream.of(
                        "\"0\"",
                        "\"0.000000\"",
                        "\"-1\"",
                        "\"+1\"",
                        "\"\"",
                        "\" 1\"",
                        "\"1,5\"",
                        "\"1.\"",
                        "\".5\"",
                        "\"0.0000001\"",
                        "\"1000000000000\"",
                        "\"1E+200000000\"",
                        "\"1e3\"",
                        "\"NaN\"",
                        "\"0x10\"",
                        "\"１\"",
                        "\"" + "9".repeat(40) + "\"",
                        "1",
                        "1.5",
                        "1E+200000000",
                        "null",
                        "true",
                        "[]")
                .map(value -> noReport("quantity " + value, quantity(value)));
        var others = Stream.of(
                noReport("no lines", withLines()),
                noReport("1,001 lines", thousandLines(1)),
                noReport("lines as object", with("[" + LINE + "]", "{}")),
                noReport("a line as text", withLines("\"x\"")),
                noReport("a line null", withLines("null")),
                noReport("a line empty", withLines("{}")),
                noReport("no operation", withLines(line("\"quantity\": \"1\""))),
                noReport("no quantity", withLines(line("\"operation\": \"a\""))),
                noReport("unknown field", lineWith("cost", "\"1\"")),
                noReport("at a day", lineWith("at", "\"2026-11-22\"")),
                noReport("at empty", lineWith("at", "\"\"")),
                noReport("bad last line", withLines(LINE, LINE, "{}")));
        return Stream.of(badNames, badQuantities, others).flatMap(Function.identity());
    }

    private static Stream<Case> texts() {
        return Stream.of(
                noJson("empty", ""),
                noJson("a word", "usage"),
                noJson("half", report().substring(0, 200)),
                noJson("text behind the end", report() + "{}"),
                noJson("byte order mark", "\uFEFF" + report()),
                noJson("a name twice", with("\"type\":", "\"id\": \"" + ID + "\", \"type\":")),
                noJson("depth 100,000", extension("\"x\": " + "[".repeat(100_000) + "]".repeat(100_000))),
                noJson("half a character", extension("\"x\": \"\\ud800\"")),
                noJson("a control character", extension("\"x\": \"\\u0000\"")),
                noJson("NaN bare", quantity("NaN")),
                noJson("40 digits bare", quantity("9".repeat(40))),
                noJson("a long name", extension("\"" + "x".repeat(65) + "\": 1")),
                new Case("300 KB", "too_large", report() + " ".repeat(300_000)),
                new Case(
                        "one byte more than 256 KB",
                        "too_large",
                        report() + " ".repeat(256 * 1024 + 1 - report().length())),
                valid("256 KB", report() + " ".repeat(256 * 1024 - report().length())),
                new Case("256 KB in characters of two bytes", "too_large", "é".repeat(131_073)),
                new Case("256 KB in characters of three bytes", "too_large", "€".repeat(87_382)),
                new Case("256 KB in characters of four bytes", "too_large", "\ud83d\ude00".repeat(65_537)));
    }

    private static String extension(String members) {
        return with("\"specversion\"", members + ", \"specversion\"");
    }

    private static String lineWith(String name, String value) {
        var line = Stream.of("operation", "quantity")
                .filter(field -> !field.equals(name))
                .map(field -> "\"" + field + "\": \"1\"")
                .collect(joining(", "));
        return withLines("{" + line + ", \"" + name + "\": " + value + "}");
    }

    private static Case valid(String name, String body) {
        return new Case(name, "valid", body);
    }

    private static Case noReport(String name, String body) {
        return new Case(name, "invalid_report", body);
    }

    private static Case noJson(String name, String body) {
        return new Case(name, "invalid_json", body);
    }
}
