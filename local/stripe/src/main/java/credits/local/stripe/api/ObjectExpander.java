package credits.local.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.stripe.account.FakeStripeException;
import credits.local.stripe.account.StripeAccount;
import java.util.List;

/// Replaces ids by whole objects, as `expand[]` requests. See https://docs.stripe.com/api/expanding_objects.
final class ObjectExpander {
    private static final int MAX_DEPTH = 4;

    private final StripeAccount account;

    ObjectExpander(StripeAccount account) {
        this.account = account;
    }

    /// A copy of `object` with the paths expanded, such as `data.payment_intent.latest_charge`.
    ObjectNode expand(ObjectNode object, List<String> paths) {
        var expanded = object.deepCopy();
        for (var path : paths) {
            var segments = List.of(path.split("\\."));
            if (segments.size() > MAX_DEPTH)
                throw FakeStripeException.invalidParameter(
                        "", "expand", "You cannot expand more than 4 levels of a property. Property: " + path);
            expandPath(expanded, segments, path);
        }
        return expanded;
    }

    private void expandPath(JsonNode node, List<String> segments, String path) {
        if (node.isArray()) {
            for (var element : node) expandPath(element, segments, path);
            return;
        }
        if (segments.isEmpty() || !(node instanceof ObjectNode object)) return;
        expandProperty(object, segments.getFirst(), path);
        expandPath(object.path(segments.getFirst()), segments.subList(1, segments.size()), path);
    }

    private void expandProperty(ObjectNode object, String name, String path) {
        if (name.equals("breakdown") && object.has("amount_tax")) return; // expanded by the owner of the session
        var hidden = account.expandable(object, name);
        if (hidden.isPresent()) {
            object.set(name, toList(object, name, hidden.get()));
        } else if (name.equals("total_details")) {
            object.withObject("/total_details")
                    .set("breakdown", account.taxBreakdown(object.path("id").asText()));
        } else if (object.path(name).isTextual() && !name.equals("id")) {
            var id = object.path(name).asText();
            object.set(name, account.find(id).map(ObjectNode::deepCopy).orElseThrow(() -> notExpandable(path)));
        } else if (!object.has(name)) {
            throw notExpandable(path);
        }
    }

    private static JsonNode toList(ObjectNode object, String name, JsonNode values) {
        if (name.equals("taxes")) return values.deepCopy();
        var url = "/v1/" + object.path("object").asText().replace('.', '/') + "s/"
                + object.path("id").asText() + "/" + name;
        return Pagination.list(url, values.deepCopy().valueStream().toList(), false);
    }

    private static FakeStripeException notExpandable(String path) {
        return FakeStripeException.invalidParameter("", "expand", "This property cannot be expanded (" + path + ").");
    }
}
