package credits.client;

import java.time.Instant;

/// Writes lines and reports as JSON that conforms to `usage-report.schema.json`. The output is ASCII, so one character
/// is one byte. Not thread-safe.
final class Envelope {
    /// The maximum number of lines per report.
    static final int MOST_LINES = 1_000;

    /// The maximum size of a message: what SQS accepts.
    static final int MOST_BYTES = 256 * 1024;

    private static final int LONGEST_TIME = "2026-11-22T12:00:03.123Z".length();

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final String source;
    private long second = 0;
    private String textOfSecond = "1970-01-01T00:00:00";

    Envelope(String source) {
        this.source = source.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// The bytes that all lines of one report may take together.
    int room(Organisation organisation) {
        return MOST_BYTES
                - head("0".repeat(Ulids.LENGTH), organisation, "0".repeat(LONGEST_TIME))
                        .length()
                - 3;
    }

    private StringBuilder head(String id, Organisation organisation, String time) {
        return new StringBuilder()
                .append("{\"specversion\":\"1.0\",\"type\":\"credits.usage.v1\",\"source\":\"")
                .append(source)
                .append("\",\"id\":\"")
                .append(id)
                .append("\",\"subject\":\"")
                .append(organisation.id())
                .append("\",\"time\":\"")
                .append(time)
                .append("\",\"datacontenttype\":\"application/json\",\"data\":{\"lines\":[");
    }

    /// Writes the report around `lines`, which [#append] wrote. The lines are consumed.
    Report report(String id, Organisation organisation, Instant time, int count, StringBuilder lines) {
        var head = head(id, organisation, append(time, new StringBuilder()).toString());
        var body = lines.insert(0, head).append("]}}").toString();
        return new Report(id, organisation, count, body);
    }

    /// Appends a line to those before it.
    ///
    /// @param now the time of use of a line without one
    void append(Line line, Instant now, StringBuilder to) {
        if (to.length() > 0) to.append(',');
        to.append("{\"operation\":\"").append(line.operation()).append("\",\"quantity\":\"");
        line.quantity().appendTo(to);
        append(line.at().orElse(now), to.append("\",\"at\":\"")).append('"');
        if (line.member().isPresent()) append("member", line.member().get(), to);
        if (line.reference().isPresent()) append("reference", line.reference().get(), to);
        if (line.authorization().isPresent())
            append("authorization", line.authorization().get(), to);
        to.append('}');
    }

    private static void append(String name, String value, StringBuilder to) {
        to.append(",\"").append(name).append("\":\"").append(value).append('"');
    }

    /// Writes a time with millisecond precision. The text of the second is cached: formatting it would cost more than
    /// the rest of the line.
    private StringBuilder append(Instant at, StringBuilder to) {
        if (at.getEpochSecond() != second) {
            second = at.getEpochSecond();
            var text = Instant.ofEpochSecond(second).toString();
            textOfSecond = text.substring(0, text.length() - 1);
        }
        to.append(textOfSecond);
        int millis = at.getNano() / NANOS_PER_MILLI;
        if (millis > 0) {
            to.append('.').append((char) ('0' + millis / 100));
            to.append((char) ('0' + millis / 10 % 10)).append((char) ('0' + millis % 10));
        }
        return to.append('Z');
    }
}
