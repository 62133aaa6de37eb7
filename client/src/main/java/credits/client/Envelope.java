package credits.client;

import java.time.Instant;

/// Lines and reports as text, exactly what `usage-report.schema.json` says. For one thread at a time. All of it is
/// ASCII, so a character is a byte.
final class Envelope {
    /// Lines a report has at most.
    static final int MOST_LINES = 1_000;

    /// Bytes a message has at most.
    static final int MOST_BYTES = 256 * 1024;

    private static final int LONGEST_TIME = "2026-11-22T12:00:03.123Z".length();

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final String source;
    private long second = 0;
    private String textOfSecond = "1970-01-01T00:00:00";

    Envelope(String source) {
        this.source = source.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// Bytes that all lines of a report have together, at most.
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

    /// The report of `lines`, which [#append] wrote; they are used up.
    Report report(String id, Organisation organisation, Instant time, int count, StringBuilder lines) {
        var head = head(id, organisation, append(time, new StringBuilder()).toString());
        var body = lines.insert(0, head).append("]}}").toString();
        return new Report(id, organisation, count, body);
    }

    /// Writes a line behind others.
    ///
    /// @param now when it was used, if it does not say
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

    /// Writes a time to the millisecond. Lines of one second share its text, which costs more than the line
    /// otherwise.
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
