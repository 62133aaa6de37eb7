package credits.client.usage;

import credits.client.Organisation;

/// A report as it is sent: one message for the usage queue. A report is booked once, however often it is sent.
///
/// @param id a ULID that identifies the report within its organisation, forever
/// @param organisation the organisation that pays; also the SQS message group id that the report must
///     be sent with
/// @param lineCount the number of lines in the body
/// @param body the message body: a CloudEvent in JSON, ASCII only, at most 256 KB
public record ReportMessage(String id, Organisation organisation, int lineCount, String body) {
    /// The id and the number of lines, without their contents, so that it can be logged.
    @Override
    public String toString() {
        return "report " + id + " of " + organisation + " with " + lineCount + " lines";
    }
}
