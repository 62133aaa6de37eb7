package credits.function.privacy;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.function.privacy.ItemErasure.Result;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.profile.ErasedMembers;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Erases the personal data of a person or of an organisation next to its chain. The chain has opaque IDs
/// only and stays as it is: from now on, responses show a pseudonym instead of the subject's member IDs.
///
/// Repeating it is safe, and needed after a fault: it erases what is left.
final class ErasePersonalData {
    private static final int PAGE_SIZE = 100;
    // Each retry means that another function has changed the item since it was read.
    private static final int MAX_ATTEMPTS = 5;

    private final OrganisationItems items;
    private final MemberPseudonyms pseudonyms;

    ErasePersonalData(OrganisationItems items, MemberPseudonyms pseudonyms) {
        this.items = items;
        this.pseudonyms = pseudonyms;
    }

    /// Returns how many items were changed or deleted, and what had to stay.
    Json.JsonObject erase(PersonalDataRequest request, Instant now) {
        var organisation = request.organisation();
        var pseudonym = choosePseudonym(organisation, request.subject());
        var erasure = new ItemErasure(request.subject(), pseudonym, this::hasInvoice, now);
        var counts = new Counts();
        var after = " ";
        while (true) {
            var page = items.listAfter(organisation, after, PAGE_SIZE);
            for (var item : page.items()) erase(item, erasure, counts);
            if (page.isLast()) break;
            after = ItemAttributes.text(page.items().getLast(), TableKeys.SORT_KEY);
        }
        return counts.toJson(organisation);
    }

    private static final class Counts {
        private int changed;
        private int deleted;
        private final List<Json> kept = new ArrayList<>();

        Json.JsonObject toJson(OrganisationId organisation) {
            return Json.object()
                    .put("organisation", organisation.value())
                    .put("changed", changed)
                    .put("deleted", deleted)
                    .put("kept", kept)
                    .build();
        }
    }

    private String choosePseudonym(OrganisationId organisation, DataSubject subject) {
        return switch (subject) {
            case DataSubject.EntireOrganisation() -> {
                pseudonyms.addAll(organisation);
                yield ErasedMembers.ANYBODY.value();
            }
            case DataSubject.Person(var member, var _) ->
                member.map(id -> pseudonyms.add(organisation, id).value()).orElse(ErasedMembers.ANYBODY.value());
        };
    }

    private void erase(Map<String, AttributeValue> found, ItemErasure erasure, Counts counts) {
        var item = found;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (isDone(item, erasure, counts)) return;
            var again = items.find(OrganisationItems.keyOf(item));
            if (again.isEmpty()) return;
            item = again.get();
        }
        throw new ServiceUnavailableException("an item kept changing while personal data was erased");
    }

    /// Returns false if the item has changed meanwhile.
    private boolean isDone(Map<String, AttributeValue> item, ItemErasure erasure, Counts counts) {
        return switch (erasure.of(item)) {
            case Result.Untouched() -> true;
            case Result.Kept(var reason) -> {
                counts.kept.add(Json.object()
                        .put("item", ItemAttributes.text(item, TableKeys.SORT_KEY))
                        .put("reason", reason)
                        .build());
                yield true;
            }
            case Result.Deleted() -> {
                boolean isDeleted = items.delete(item);
                if (isDeleted) counts.deleted++;
                yield isDeleted;
            }
            case Result.Replaced(var after) -> {
                boolean isReplaced = items.replace(item, after);
                if (isReplaced) counts.changed++;
                yield isReplaced;
            }
        };
    }

    private boolean hasInvoice(Map<String, AttributeValue> payment) {
        var sort = ItemAttributes.text(payment, TableKeys.SORT_KEY);
        var key = sort.substring(TableKeys.PAYMENT_PREFIX.length());
        var documents = items.find(Map.of(
                TableKeys.PARTITION_KEY,
                ItemAttributes.required(payment, TableKeys.PARTITION_KEY),
                TableKeys.SORT_KEY,
                AttributeValue.fromS(TableKeys.PAYMENT_DOCUMENTS_PREFIX + key)));
        return documents.filter(each -> each.containsKey("invoice")).isPresent();
    }
}
