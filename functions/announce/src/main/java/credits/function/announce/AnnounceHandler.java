package credits.function.announce;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.event.AccountEvent;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.ledger.Segment;
import credits.ledger.SegmentRun;
import credits.payment.store.QuarantinedPayment;
import credits.pricing.store.PriceListStore;
import credits.settings.EnvironmentVariable;
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
/// new segments, issued documents, quarantined payments and new price lists. The same record always yields the
/// same events with the same ids.
///
/// Also accepts the events of a segment that did not fit into one response: see [EventBatch].
///
/// A segment written by newer code fails the invocation. The pipe retries it until the next deployment can read it.
public final class AnnounceHandler implements RequestStreamHandler {
    private final String source;
    private final EventMapper eventMapper;

    /// Used by Lambda.
    public AnnounceHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables; used outside Lambda. The clock is not used.
    public AnnounceHandler(Map<String, String> environment, InstantSource clock) {
        this.source = EnvironmentVariable.EVENT_SOURCE.require(environment);
        this.eventMapper = new EventMapper(source);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        if (!(Json.parseEvent(input) instanceof Json.JsonArray(var records)))
            throw new IllegalStateException("the input of a pipe must be an array");
        var events = records.stream()
                .flatMap(record -> toEvents(record, context.getLogger()::log))
                .toList();
        var batch = Json.array(EventBatch.limit(events));
        output.write(batch.toText().getBytes(StandardCharsets.UTF_8));
    }

    private Stream<Json.JsonObject> toEvents(Json record, Consumer<String> log) {
        try {
            var fields = JsonFields.lenient(record, JsonPointer.ROOT);
            if (fields.text("eventSource").equals("aws:sqs")) return remainingEvents(fields.text("body")).stream();
            return streamEvents(TableStreamRecord.parse(fields), log);
        } catch (InvalidInputException e) {
            throw new IllegalStateException("neither a stream record nor a continuation event", e);
        }
    }

    private static List<Json.JsonObject> remainingEvents(String body) {
        return EventBatch.remaining(AccountEvent.parseDetail(body));
    }

    private Stream<Json.JsonObject> streamEvents(TableStreamRecord record, Consumer<String> log) {
        if (record.isPaymentDocuments())
            return InvoiceIssuedEvent.from(record).map(event -> event.toJson(source)).stream();
        // Storing the item again modifies it: only the insert is new.
        if (record.isQuarantinedPayment())
            return record.isInsert()
                    ? Stream.of(eventMapper.map(QuarantinedPayment.fromItem(record.newImage())))
                    : Stream.empty();
        if (record.isPriceList())
            return record.isInsert()
                    ? Stream.of(eventMapper.map(PriceListStore.Publication.fromItem(record.newImage())))
                    : Stream.empty();
        // The pipe's filter selects these records. Any other would leave the organisation's own partition.
        if (!record.isSegment()) throw new IllegalStateException("not a segment");
        if (!record.isInsert()) {
            log.accept(record.alarmLine());
            return Stream.empty();
        }
        return SegmentRun.fromItem(record.newImage()).stream().flatMap(this::segmentEvents);
    }

    private Stream<Json.JsonObject> segmentEvents(Segment segment) {
        var events = segment.events();
        return IntStream.range(0, events.size()).mapToObj(index -> eventMapper.map(segment, index, events.get(index)));
    }
}
