package credits.ledger;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.required;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a search for one id proved before it ran out of time: the segments from `first` (inclusive) to `end`
/// (exclusive) have not recorded the id.
///
/// Like an [IndexPage], it may outlive the segments, and is believed only where the chain has the hash `lastHash`.
///
/// @param hashBefore the hash of the segment before `first`
/// @param lastHash the hash of the segment before `end`
record SearchedRange(long first, long end, SdkBytes hashBefore, SdkBytes lastHash) {
    static SearchedRange fromItem(Map<String, AttributeValue> item) {
        return new SearchedRange(
                number(item, "first"),
                number(item, "end"),
                required(item, "prev").b(),
                required(item, "last").b());
    }

    /// Returns the attributes besides the key.
    Map<String, AttributeValue> toAttributes() {
        return Map.of(
                "first", number(first),
                "end", number(end),
                "prev", AttributeValue.fromB(hashBefore),
                "last", AttributeValue.fromB(lastHash));
    }
}
