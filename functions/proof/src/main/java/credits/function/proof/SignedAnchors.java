package credits.function.proof;

import credits.archive.AnchorArchive;
import credits.json.Json;
import credits.ledger.verification.AnchorList;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/// The lists of anchors in the archive, each with its signature as the last line, and the same signature in the log.
final class SignedAnchors {
    private static final String SIGNATURE_PREFIX = "signature ";

    private final AnchorArchive archive;
    private final AnchorKey key;

    SignedAnchors(AnchorArchive archive, AnchorKey key) {
        this.archive = archive;
        this.key = key;
    }

    /// Returns the newest list; an empty one if there is none. A list that we did not sign throws
    /// [IllegalStateException]: somebody else has written to the archive.
    AnchorList findLatest(Instant now) {
        return archive.findLatest(now).map(this::verified).orElseGet(() -> new AnchorList(Instant.EPOCH, Map.of()));
    }

    private AnchorList verified(String signed) {
        int end = signed.lastIndexOf(SIGNATURE_PREFIX);
        var text = signed.substring(0, Math.max(end, 0));
        if (end < 0
                || !key.isSignature(
                        signed.substring(end + SIGNATURE_PREFIX.length()).strip(), text))
            throw new IllegalStateException("the newest list of anchors does not have our signature");
        return AnchorList.parse(text);
    }

    /// Stores `list` and writes its signature to the log.
    void store(AnchorList list, Consumer<String> log) {
        var text = list.toText();
        var signature = key.sign(text);
        archive.store(list.createdAt(), text + SIGNATURE_PREFIX + signature + "\n");
        log.accept(Json.object()
                .put("anchored_at", list.createdAt().toString())
                .put("anchored_accounts", list.anchors().size())
                .put("signature", signature)
                .build()
                .toText());
    }
}
