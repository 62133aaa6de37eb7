package credits.ledger.verification;

import credits.identity.OrganisationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// The newest verified segment of every chain at one time, as text: a line with the time, and one with organisation,
/// number and hash for each account. Kept where nobody can write who can write to the table.
///
/// @param createdAt when the verification that found them was done
public record AnchorList(Instant createdAt, Map<OrganisationId, ChainAnchor> anchors) {
    /// The folder of the lists in the archive.
    public static final String ARCHIVE_FOLDER = "anchors/";

    private static final String TITLE = "chain anchors, version 1, ";

    public AnchorList {
        anchors = Map.copyOf(anchors);
    }

    public Optional<ChainAnchor> find(OrganisationId organisation) {
        return Optional.ofNullable(anchors.get(organisation));
    }

    /// Returns the list as text, in the order of the organisations.
    public String toText() {
        var text = new StringBuilder(TITLE).append(createdAt).append('\n');
        anchors.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().value()))
                .forEach(entry -> append(entry.getKey(), entry.getValue(), text));
        return text.toString();
    }

    private static void append(OrganisationId organisation, ChainAnchor anchor, StringBuilder text) {
        text.append(organisation.value())
                .append(' ')
                .append(anchor.segmentNumber())
                .append(' ')
                .append(HexFormat.of().formatHex(anchor.hash().asByteArrayUnsafe()))
                .append('\n');
    }

    /// Reads what [#toText] wrote; anything else throws [IllegalStateException].
    public static AnchorList parse(String text) {
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(TITLE))
            throw new IllegalStateException("not a list of anchors");
        var anchors = new HashMap<OrganisationId, ChainAnchor>();
        for (var line : lines.subList(1, lines.size())) {
            var words = line.split(" ", -1);
            if (words.length != 3) throw new IllegalStateException("not an anchor: " + line);
            var hash = SdkBytes.fromByteArray(HexFormat.of().parseHex(words[2]));
            var _ = anchors.put(new OrganisationId(words[0]), new ChainAnchor(Long.parseLong(words[1]), hash));
        }
        return new AnchorList(Instant.parse(lines.getFirst().substring(TITLE.length())), anchors);
    }
}
