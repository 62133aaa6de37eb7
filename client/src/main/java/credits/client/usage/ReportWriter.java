package credits.client.usage;

import credits.client.Organisation;
import credits.client.internal.UlidGenerator;
import java.time.Instant;

/// Writes lines and reports as JSON that conforms to `usage-report.schema.json`. The output is ASCII, so one character
/// is one byte. Not thread-safe.
final class ReportWriter {
    /// The maximum number of lines per report.
    static final int MAX_LINES = 1_000;

    /// The maximum size of a message: what SQS accepts.
    static final int MAX_MESSAGE_BYTES = 256 * 1024;

    private static final int MAX_TIME_LENGTH = "2026-11-22T12:00:03.123Z".length();

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final String source;
    private long cachedSecond = 0;
    private String cachedSecondText = "1970-01-01T00:00:00";

    ReportWriter(String source) {
        this.source = source.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// The bytes that all lines of one report may take together.
    int maxLinesBytes(Organisation organisation) {
        return MAX_MESSAGE_BYTES
                - header("0".repeat(UlidGenerator.LENGTH), organisation, "0".repeat(MAX_TIME_LENGTH))
                        .length()
                - 3;
    }

    private StringBuilder header(String id, Organisation organisation, String time) {
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
    ReportMessage finish(String id, Organisation organisation, Instant time, int lineCount, StringBuilder lines) {
        var header = header(id, organisation, append(time, new StringBuilder()).toString());
        var body = lines.insert(0, header).append("]}}").toString();
        return new ReportMessage(id, organisation, lineCount, body);
    }

    /// Appends a line to those before it.
    ///
    /// @param now the time of use of a line without one
    void append(ReportLine line, Instant now, StringBuilder target) {
        if (target.length() > 0) target.append(',');
        target.append("{\"operation\":\"").append(line.operation()).append("\",\"quantity\":\"");
        line.usageQuantity().appendTo(target);
        append(line.at().orElse(now), target.append("\",\"at\":\"")).append('"');
        if (line.member().isPresent()) append("member", line.member().get(), target);
        if (line.reference().isPresent()) append("reference", line.reference().get(), target);
        if (line.authorization().isPresent())
            append("authorization", line.authorization().get(), target);
        target.append('}');
    }

    private static void append(String name, String value, StringBuilder target) {
        target.append(",\"").append(name).append("\":\"").append(value).append('"');
    }

    /// Writes a time with millisecond precision. The text of the second is cached: formatting it would cost more than
    /// the rest of the line.
    private StringBuilder append(Instant at, StringBuilder target) {
        if (at.getEpochSecond() != cachedSecond) {
            cachedSecond = at.getEpochSecond();
            var text = Instant.ofEpochSecond(cachedSecond).toString();
            cachedSecondText = text.substring(0, text.length() - 1);
        }
        target.append(cachedSecondText);
        int millis = at.getNano() / NANOS_PER_MILLI;
        if (millis > 0) {
            target.append('.').append((char) ('0' + millis / 100));
            target.append((char) ('0' + millis / 10 % 10)).append((char) ('0' + millis % 10));
        }
        return target.append('Z');
    }
}
