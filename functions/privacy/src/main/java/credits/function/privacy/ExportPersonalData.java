package credits.function.privacy;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.function.privacy.DataSubject.EntireOrganisation;
import credits.identity.OrganisationId;
import credits.invoicing.DocumentNumber;
import credits.json.Json;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Exports the personal data of a person or of an organisation, page by page: first what is stored next to the chain
/// and the issued documents, then what the chain says of its members.
final class ExportPersonalData {
    private static final int PAGE_SIZE = 50;
    private static final int SEGMENTS_PER_READ = 16;
    // A page stays well below the 6 MB that a function may return.
    private static final int MAX_RECORDS = 2_000;
    private static final int MAX_SEGMENTS_PER_PAGE = 256;

    private final OrganisationItems items;
    private final SegmentStore segmentStore;

    ExportPersonalData(OrganisationItems items, SegmentStore segmentStore) {
        this.items = items;
        this.segmentStore = segmentStore;
    }

    Json.JsonObject export(PersonalDataRequest request) {
        var position = request.after().orElse(new ExportPosition.Item(" "));
        var page = switch (position) {
            case ExportPosition.Item(var sortKey) -> itemsAfter(sortKey, request);
            case ExportPosition.Chain(var end) -> chainBefore(end, request);
        };
        return Json.object()
                .put("organisation", request.organisation().value())
                .put("data", page.records())
                .putOptional("next", page.next().map(ExportPosition::text))
                .build();
    }

    private record Page(List<Json> records, Optional<ExportPosition> next) {}

    private Page itemsAfter(String sortKey, PersonalDataRequest request) {
        var read = items.listAfter(request.organisation(), sortKey, PAGE_SIZE);
        var extract = new ItemExtract(request.subject());
        var records = new ArrayList<Json>();
        for (var item : read.items()) {
            extract.of(item).ifPresent(found -> records.add(toRecord("item", AttributeJson.of(found))));
            if (request.subject() instanceof EntireOrganisation) records.addAll(documentsOf(item));
        }
        ExportPosition next = read.isLast()
                ? new ExportPosition.Chain(segmentCount(request.organisation()))
                : new ExportPosition.Item(ItemAttributes.text(read.items().getLast(), TableKeys.SORT_KEY));
        return new Page(records, Optional.of(next));
    }

    private List<Json> documentsOf(Map<String, AttributeValue> item) {
        if (!ItemAttributes.text(item, TableKeys.SORT_KEY).startsWith(TableKeys.PAYMENT_DOCUMENTS_PREFIX))
            return List.of();
        var others = Stream.of("further_invoices", "credit_notes")
                .flatMap(name -> Stream.ofNullable(item.get(name)))
                .flatMap(list -> list.l().stream());
        return Stream.concat(Stream.ofNullable(item.get("invoice")), others)
                .map(ref -> DocumentNumber.parse(ItemAttributes.text(ref.m(), "number")))
                .flatMap(Optional::stream)
                .flatMap(number -> items.find(TableKeys.documentKey(number)).stream())
                .map(document -> toRecord("document", AttributeJson.of(document)))
                .toList();
    }

    // Newest first, from the segment before `end` back.
    private Page chainBefore(long end, PersonalDataRequest request) {
        var extract = new SegmentExtract(request.subject());
        var records = new ArrayList<Json>();
        long before = end;
        while (before > 0) {
            var segments = readChain(request.organisation(), before - 1);
            if (segments.isEmpty()) return page(records, 0);
            for (var segment : segments) {
                records.addAll(extract.of(segment));
                before = segment.number();
                if (records.size() >= MAX_RECORDS) return page(records, before);
            }
            if (end - before >= MAX_SEGMENTS_PER_PAGE) return page(records, before);
        }
        return page(records, before);
    }

    private static Page page(List<Json> records, long before) {
        return new Page(records, before > 0 ? Optional.of(new ExportPosition.Chain(before)) : Optional.empty());
    }

    private List<Segment> readChain(OrganisationId organisation, long last) {
        return AwsCall.readOrWrite(
                "the ledger of " + organisation,
                () -> segmentStore.segmentsBackwards(organisation, 0, last, SEGMENTS_PER_READ));
    }

    // A segment that comes later is of no export that has begun.
    private long segmentCount(OrganisationId organisation) {
        return AwsCall.readOrWrite("the ledger of " + organisation, () -> segmentStore.findHead(organisation))
                .map(head -> head.number() + 1)
                .orElse(0L);
    }

    static Json toRecord(String kind, Json content) {
        return Json.object().put("kind", kind).put("content", content).build();
    }
}
