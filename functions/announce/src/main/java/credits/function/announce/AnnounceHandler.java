package credits.function.announce;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.ledger.Segment;
import credits.ledger.SetAside;
import credits.wire.Announcement;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Malformed;
import credits.wire.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Enrichment step of the EventBridge pipes. Turns DynamoDB stream records into CloudEvents: the events of
/// new segments, issued documents and quarantined payments. The same record always yields the same events
/// with the same ids.
///
/// Also accepts the events of a segment that did not fit into one response: see [Bounded].
///
/// A segment written by newer code fails the invocation. The pipe retries it until the next deployment can read it.
public final class AnnounceHandler implements RequestStreamHandler {
    /// Used by Lambda.
    public AnnounceHandler() {}

    /// Used outside Lambda. The function reads neither the environment nor the clock.
    public AnnounceHandler(Map<String, String> environment, InstantSource clock) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        if (!(Json.event(input) instanceof Json.Items(var records)))
            throw new IllegalStateException("the input of a pipe must be an array");
        var events = records.stream()
                .flatMap(record -> events(record, context.getLogger()::log))
                .toList();
        var answer = Json.array(Bounded.answer(events));
        output.write(answer.text().getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<Json.Members> events(Json record, Consumer<String> log) {
        try {
            var fields = Fields.open(record, Pointer.WHOLE);
            if (fields.text("eventSource").equals("aws:sqs")) return rest(fields.text("body")).stream();
            return ofStream(StreamRecord.of(fields), log);
        } catch (Malformed broken) {
            throw new IllegalStateException("neither a stream record nor a continuation event", broken);
        }
    }

    private static List<Json.Members> rest(String body) {
        return Bounded.rest(Announcement.detail(body));
    }

    private static Stream<Json.Members> ofStream(StreamRecord record, Consumer<String> log) {
        if (record.isPaperwork()) return Issued.of(record).map(Announcement::json).stream();
        // Storing the item again modifies it: only the insert is new.
        if (record.isSetAside())
            return record.isNew() ? Stream.of(Translation.of(SetAside.from(record.image()))) : Stream.empty();
        // The pipe's filter selects these records. Any other would leave the organisation's own partition.
        if (!record.isSegment()) throw new IllegalStateException("not a segment");
        if (!record.isNew()) {
            log.accept(record.alarm());
            return Stream.empty();
        }
        var segment = Segment.from(record.image());
        var events = segment.events();
        return IntStream.range(0, events.size())
                .mapToObj(index ->
                        Translation.of(segment, index, events.get(index)).json());
    }
}
