package credits.wire;

/// One thing wrong with a request.
///
/// @param pointer where in the body, as RFC 6901 writes it; `/query/…`, `/path/…` and `/headers/…` outside the body
/// @param detail what it should have been, as a sentence
public record Violation(String pointer, String detail) {
    Json.Members json() {
        return Json.object().put("pointer", pointer).put("detail", detail).end();
    }
}
