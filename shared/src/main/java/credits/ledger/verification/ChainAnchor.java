package credits.ledger.verification;

import software.amazon.awssdk.core.SdkBytes;

/// A segment of a chain whose hash is known: that segment and all before it must be unchanged.
public record ChainAnchor(long segmentNumber, SdkBytes hash) {}
