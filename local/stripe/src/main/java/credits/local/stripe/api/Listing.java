package credits.local.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.stripe.account.Form;
import credits.local.stripe.account.Refusal;
import java.util.List;
import java.util.Set;

/// Pages of a list, newest first. See https://docs.stripe.com/api/pagination.
final class Listing {
    private static final int USUAL_LIMIT = 10;
    private static final int HIGHEST_LIMIT = 100;
    private static final Set<String> NOT_FILTERS = Set.of("limit", "starting_after", "ending_before");

    private Listing() {}

    static ObjectNode page(String url, List<ObjectNode> newestFirst, Form form) {
        var found = newestFirst.stream().filter(object -> matches(object, form)).toList();
        int limit = Math.toIntExact(form.number("limit").orElse(USUAL_LIMIT));
        if (limit < 1 || limit > HIGHEST_LIMIT)
            throw Refusal.invalid("parameter_invalid_integer", "limit", "limit must be from 1 to 100");
        if (form.text("ending_before").isPresent()) return before(url, found, form.required("ending_before"), limit);
        int from = form.text("starting_after")
                .map(id -> place(found, id, "starting_after") + 1)
                .orElse(0);
        int to = Math.min(found.size(), from + limit);
        return list(url, found.subList(from, to), to < found.size());
    }

    /// A list inside another object, or one page.
    static ObjectNode list(String url, List<? extends JsonNode> data, boolean more) {
        var list = JsonNodeFactory.instance.objectNode().put("object", "list");
        var _ = list.putArray("data").addAll(data);
        return list.put("has_more", more).put("url", url);
    }

    private static ObjectNode before(String url, List<ObjectNode> found, String id, int limit) {
        int to = place(found, id, "ending_before");
        int from = Math.max(0, to - limit);
        return list(url, found.subList(from, to), from > 0);
    }

    private static int place(List<ObjectNode> found, String id, String parameter) {
        for (int i = 0; i < found.size(); i++)
            if (found.get(i).path("id").asText().equals(id)) return i;
        throw Refusal.noSuch(400, "object", id, parameter);
    }

    private static boolean matches(ObjectNode object, Form form) {
        long created = object.path("created").asLong();
        var bounds = form.at("created");
        return form.number("created").orElse(created) == created
                && created > bounds.number("gt").orElse(Long.MIN_VALUE)
                && created >= bounds.number("gte").orElse(Long.MIN_VALUE)
                && created < bounds.number("lt").orElse(Long.MAX_VALUE)
                && created <= bounds.number("lte").orElse(Long.MAX_VALUE)
                && isOneOf(object.path("type").asText(), form.texts("types"))
                && form.values().entrySet().stream().allMatch(given -> equal(object, given.getKey(), given.getValue()));
    }

    private static boolean isOneOf(String type, List<String> types) {
        return types.isEmpty() || types.contains(type);
    }

    /// Filters by equality: `payment_intent=…`, `customer_details[email]=…`.
    private static boolean equal(JsonNode object, String name, String value) {
        if (NOT_FILTERS.contains(name) || name.matches("(created|types|expand)(\\[.*)?")) return true;
        return object.at("/" + name.replace("[", "/").replace("]", "")).asText().equals(value);
    }
}
