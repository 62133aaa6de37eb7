package credits.local.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.stripe.account.Account;
import credits.local.stripe.account.Refusal;
import java.util.List;

/// Replaces ids by whole objects, as `expand[]` requests. See https://docs.stripe.com/api/expanding_objects.
final class Expansion {
    private static final int DEEPEST = 4;

    private final Account account;

    Expansion(Account account) {
        this.account = account;
    }

    /// A copy of `object` with the paths expanded, such as `data.payment_intent.latest_charge`.
    ObjectNode of(ObjectNode object, List<String> paths) {
        var expanded = object.deepCopy();
        for (var path : paths) {
            var steps = List.of(path.split("\\."));
            if (steps.size() > DEEPEST)
                throw Refusal.invalid(
                        "", "expand", "You cannot expand more than 4 levels of a property. Property: " + path);
            expand(expanded, steps, path);
        }
        return expanded;
    }

    private void expand(JsonNode at, List<String> steps, String path) {
        if (at.isArray()) {
            for (var element : at) expand(element, steps, path);
            return;
        }
        if (steps.isEmpty() || !(at instanceof ObjectNode object)) return;
        step(object, steps.getFirst(), path);
        expand(object.path(steps.getFirst()), steps.subList(1, steps.size()), path);
    }

    private void step(ObjectNode object, String name, String path) {
        if (name.equals("breakdown") && object.has("amount_tax")) return; // expanded by the owner of the session
        var hidden = account.hidden(object, name);
        if (hidden.isPresent()) {
            object.set(name, hidden(object, name, hidden.get()));
        } else if (name.equals("total_details")) {
            object.withObject("/total_details")
                    .set("breakdown", account.taxBreakdown(object.path("id").asText()));
        } else if (object.path(name).isTextual() && !name.equals("id")) {
            var id = object.path(name).asText();
            object.set(name, account.find(id).map(ObjectNode::deepCopy).orElseThrow(() -> not(path)));
        } else if (!object.has(name)) {
            throw not(path);
        }
    }

    private static JsonNode hidden(ObjectNode object, String name, JsonNode values) {
        if (name.equals("taxes")) return values.deepCopy();
        var url = "/v1/" + object.path("object").asText().replace('.', '/') + "s/"
                + object.path("id").asText() + "/" + name;
        return Listing.list(url, values.deepCopy().valueStream().toList(), false);
    }

    private static Refusal not(String path) {
        return Refusal.invalid("", "expand", "This property cannot be expanded (" + path + ").");
    }
}
