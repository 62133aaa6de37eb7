package credits.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A node of an OpenAPI document and its location. References are resolved on the way.
///
/// @param pointer as in RFC 6901
record Place(JsonNode document, JsonNode node, String pointer) {
    boolean isMissing() {
        return node.isMissingNode();
    }

    List<String> names() {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// Returns the member `name`, or what it refers to if it is a reference.
    Place follow(String name) {
        var member = new Place(document, node.path(name), pointer + "/" + escaped(name));
        var reference = member.node.path("$ref").asText("");
        if (reference.isEmpty()) return member;
        if (!reference.startsWith("#/")) throw new AssertionError("refers elsewhere: " + reference);
        return new Place(document, document.at(reference.substring(1)), reference.substring(1));
    }

    /// Returns this node and all nodes below it, without resolving references.
    List<Place> all() {
        var all = new ArrayList<Place>();
        all.add(this);
        for (var name : names()) all.addAll(new Place(document, node.path(name), pointer + "/" + escaped(name)).all());
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            all.addAll(new Place(document, node.get(i), pointer + "/" + i).all());
        }
        return all;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
