package credits.wire;

/// One error in a request.
///
/// @param pointer the place in the body, as in RFC 6901; `/query/…`, `/path/…` and `/headers/…` outside the body
/// @param detail the rule that is broken, as a sentence
public record Violation(String pointer, String detail) {
    Json.Members json() {
        return Json.object().put("pointer", pointer).put("detail", detail).end();
    }
}
