package credits.ledger.verification;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.SegmentStore;
import credits.ledger.verification.VerificationProgress.Checkpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

class ChainAnchorTest {
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final OrganisationId organisation = new OrganisationId("anchored_" + ACCOUNTS.incrementAndGet());

    @Test
    void a_list_is_the_same_after_writing_and_reading() {
        var list = new AnchorList(
                NOON,
                Map.of(
                        new OrganisationId("zeta:1"), new ChainAnchor(0, hash(7)),
                        new OrganisationId("acme"), new ChainAnchor(1L << 40, hash(-1))));

        var text = list.toText();

        assertThat(text.lines().skip(1)).allMatch(line -> line.matches("(acme 1099511627776|zeta:1 0) [0-9a-f]{64}"));
        assertThat(text.lines().skip(1)).isSorted();
        assertThat(AnchorList.parse(text)).isEqualTo(list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anchors", "chain anchors, version 1, 2026-11-22T12:00:00Z\nacme 1\n"})
    void other_text_is_no_list(String text) {
        assertThatThrownBy(() -> AnchorList.parse(text)).isInstanceOf(IllegalStateException.class);
    }

    /// A person who rewrites a chain can move the checkpoint beyond what was rewritten. Three segments are
    /// verified again a night here. Red when only the segments are compared that the walk passes.
    @Test
    void an_anchor_is_compared_although_a_checkpoint_passes_over_it() {
        commitUsage(20);
        var verifier = new ChainVerifier(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, 3, 3);
        var anchor = verify(verifier, Optional.empty()).newest();
        var tampering = new Tampering(organisation);
        for (long number = 15; number <= 20; number++) tampering.remove(number);
        commitUsage(9);
        var newest = new SegmentStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .findHead(organisation)
                .orElseThrow();
        var other = new ChainAnchor(newest.number(), newest.hash());
        new VerificationProgress(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .save(organisation, new Checkpoint(other, 0));

        assertThat(verify(verifier, anchor).defect())
                .contains(new ChainDefect(organisation, 20, ChainDefect.Kind.REWRITTEN));
    }

    private ChainVerifier.VerificationResult verify(ChainVerifier verifier, Optional<ChainAnchor> anchor) {
        return verifier.verify(organisation, anchor, NOON.plus(Duration.ofDays(1)), () -> true);
    }

    private void commitUsage(int count) {
        var ledger = DynamoDbFixture.ledger();
        if (count > 10) {
            var _ = ledger.commit(organisation, adjustment("100", NOON));
        }
        for (int i = 0; i < count; i++) {
            var _ = ledger.commit(organisation, bookReports(queryReport(1, NOON)));
        }
    }

    private static SdkBytes hash(int fill) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return SdkBytes.fromByteArray(bytes);
    }
}
