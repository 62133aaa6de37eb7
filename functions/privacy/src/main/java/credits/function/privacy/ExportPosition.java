package credits.function.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// Where a page of an export ends. An export first reads what is stored next to the chain, and then the chain.
///
/// It is not signed: it tells nothing, and its holder may export every organisation anyway.
sealed interface ExportPosition {
    /// The item with this sort key was the last one.
    record Item(String sortKey) implements ExportPosition {}

    /// The chain continues with the segment before this one.
    record Chain(long end) implements ExportPosition {}

    Pattern ITEM = Pattern.compile("I([\\x21-\\x7E]{1,200})");
    Pattern CHAIN = Pattern.compile("C([0-9]{1,14})");

    /// Parses what [#text] returned; anything else throws [IllegalArgumentException].
    static ExportPosition parse(String text) {
        var decoded = new String(decode(text), StandardCharsets.US_ASCII);
        var item = ITEM.matcher(decoded);
        if (item.matches()) return new Item(item.group(1));
        var chain = CHAIN.matcher(decoded);
        if (chain.matches()) return new Chain(Long.parseLong(chain.group(1)));
        throw new IllegalArgumentException("must be the next of an earlier page");
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("must be the next of an earlier page", notBase64);
        }
    }

    /// Returns the position as callers see it.
    default String text() {
        var plain = switch (this) {
            case Item(var sortKey) -> "I" + sortKey;
            case Chain(var end) -> "C" + end;
        };
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
