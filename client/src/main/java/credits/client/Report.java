package credits.client;

/// Lines on their way: one message. The same report is booked once, however often it is sent.
///
/// @param id a ULID, made once; the report's identity within the organisation, for ever
/// @param organisation who pays, and the message group it must be sent in
/// @param lines how many
/// @param body the message as the queue takes it: a CloudEvent in JSON, ASCII, at most 256 KB
public record Report(String id, Organisation organisation, int lines, String body) {
    /// The id and how many lines; not what they say.
    @Override
    public String toString() {
        return "report " + id + " of " + organisation + " with " + lines + " lines";
    }
}
