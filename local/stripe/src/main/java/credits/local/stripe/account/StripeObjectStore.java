package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// All objects of the account by kind and id, in order of creation.
final class StripeObjectStore {
    private final Map<String, SequencedMap<String, ObjectNode>> objectsByKind = new LinkedHashMap<>();

    ObjectNode add(ObjectNode object) {
        objectsOf(object.path("object").asText()).put(object.path("id").asText(), object);
        return object;
    }

    void remove(String kind, String id) {
        objectsOf(kind).remove(id);
    }

    Optional<ObjectNode> find(String kind, String id) {
        return Optional.ofNullable(objectsOf(kind).get(id));
    }

    /// The object that a parameter or a path names.
    ObjectNode require(String kind, String id, int statusIfMissing, String parameter) {
        return find(kind, id)
                .orElseThrow(() -> FakeStripeException.resourceMissing(statusIfMissing, kind, id, parameter));
    }

    /// All objects of a kind, newest first, as Stripe lists them.
    List<ObjectNode> newestFirst(String kind) {
        return objectsOf(kind).sequencedValues().reversed().stream().toList();
    }

    List<ObjectNode> matching(String kind, Predicate<ObjectNode> filter) {
        return objectsOf(kind).sequencedValues().stream().filter(filter).toList();
    }

    /// The object with this id, of whatever kind.
    Optional<ObjectNode> findById(String id) {
        return objectsByKind.values().stream()
                .flatMap(objects -> Optional.ofNullable(objects.get(id)).stream())
                .findFirst();
    }

    private SequencedMap<String, ObjectNode> objectsOf(String kind) {
        return objectsByKind.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
    }
}
