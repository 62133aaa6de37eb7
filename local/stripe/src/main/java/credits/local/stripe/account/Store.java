package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// All objects of the account by kind and id, in order of creation.
final class Store {
    private final Map<String, SequencedMap<String, ObjectNode>> kinds = new LinkedHashMap<>();

    ObjectNode add(ObjectNode object) {
        kind(object.path("object").asText()).put(object.path("id").asText(), object);
        return object;
    }

    Optional<ObjectNode> find(String kind, String id) {
        return Optional.ofNullable(kind(kind).get(id));
    }

    /// The object that a parameter or a path names.
    ObjectNode get(String kind, String id, int statusIfMissing, String parameter) {
        return find(kind, id).orElseThrow(() -> Refusal.noSuch(statusIfMissing, kind, id, parameter));
    }

    /// All objects of a kind, newest first, as Stripe lists them.
    List<ObjectNode> newestFirst(String kind) {
        return kind(kind).sequencedValues().reversed().stream().toList();
    }

    List<ObjectNode> those(String kind, Predicate<ObjectNode> wanted) {
        return kind(kind).sequencedValues().stream().filter(wanted).toList();
    }

    /// The object with this id, of whatever kind.
    Optional<ObjectNode> findAnywhere(String id) {
        return kinds.values().stream()
                .flatMap(objects -> Optional.ofNullable(objects.get(id)).stream())
                .findFirst();
    }

    private SequencedMap<String, ObjectNode> kind(String kind) {
        return kinds.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
    }
}
