package credits.ledger.verification;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.required;

import credits.aws.NightlyItems;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The progress of the nightly verification: of the current round over all accounts, and of each chain. Throws
/// [ServiceUnavailableException] if the store does not answer.
///
/// Written without a condition: if two runs meet, the one that is behind causes some segments to be verified twice.
public final class VerificationProgress {
    private final NightlyItems items;

    public VerificationProgress(DynamoDbClient dynamo, String table) {
        this.items = new NightlyItems(dynamo, table, "the verification progress");
    }

    /// A round over all accounts, which may take several runs.
    ///
    /// @param lastOrganisation the last account that is done; empty before the first
    public record VerificationRound(
            Instant startedAt,
            boolean isComplete,
            Optional<OrganisationId> lastOrganisation,
            long accountCount,
            long segmentCount,
            long defectCount) {
        public static VerificationRound start(Instant now) {
            return new VerificationRound(now, false, Optional.empty(), 0, 0, 0);
        }

        public VerificationRound plus(OrganisationId account, long moreSegments, int moreFlaws) {
            return new VerificationRound(
                    startedAt,
                    false,
                    Optional.of(account),
                    accountCount + 1,
                    segmentCount + moreSegments,
                    defectCount + moreFlaws);
        }

        /// Returns the round with part of an account that is not done yet added.
        public VerificationRound plus(long moreSegments) {
            return new VerificationRound(
                    startedAt, false, lastOrganisation, accountCount, segmentCount + moreSegments, defectCount);
        }

        public VerificationRound completed() {
            return new VerificationRound(startedAt, true, lastOrganisation, accountCount, segmentCount, defectCount);
        }
    }

    /// The segment up to which a chain is verified.
    ///
    /// @param nextRecheckFrom the segment from which it is verified again
    record Checkpoint(ChainAnchor last, long nextRecheckFrom) {}

    /// Returns the latest round; empty before the first.
    public Optional<VerificationRound> latestRound() {
        return items.find(TableKeys.VERIFICATION_ROUND_SORT).map(VerificationProgress::toRound);
    }

    public void save(VerificationRound round) {
        var item = new HashMap<String, AttributeValue>();
        item.put("began", number(round.startedAt().toEpochMilli()));
        item.put("done", AttributeValue.fromBool(round.isComplete()));
        item.put("accounts", number(round.accountCount()));
        item.put("segments", number(round.segmentCount()));
        item.put("flaws", number(round.defectCount()));
        round.lastOrganisation().ifPresent(last -> item.put("last", AttributeValue.fromS(last.value())));
        items.put(TableKeys.VERIFICATION_ROUND_SORT, item);
    }

    /// Returns the last verified segment of a chain; empty before the first.
    public Optional<ChainAnchor> findLastVerified(OrganisationId organisation) {
        return findCheckpoint(organisation).map(Checkpoint::last);
    }

    Optional<Checkpoint> findCheckpoint(OrganisationId organisation) {
        return items.find(TableKeys.CHECKPOINT_PREFIX + organisation)
                .map(item -> new Checkpoint(
                        new ChainAnchor(
                                number(item, "number"), required(item, "hash").b()),
                        number(item, "again")));
    }

    void save(OrganisationId organisation, Checkpoint checkpoint) {
        var item = new HashMap<String, AttributeValue>();
        item.put("number", number(checkpoint.last().segmentNumber()));
        item.put("hash", AttributeValue.fromB(checkpoint.last().hash()));
        item.put("again", number(checkpoint.nextRecheckFrom()));
        items.put(TableKeys.CHECKPOINT_PREFIX + organisation, item);
    }

    private static VerificationRound toRound(Map<String, AttributeValue> item) {
        return new VerificationRound(
                Instant.ofEpochMilli(number(item, "began")),
                required(item, "done").bool(),
                Optional.ofNullable(item.get("last")).map(last -> new OrganisationId(last.s())),
                number(item, "accounts"),
                number(item, "segments"),
                number(item, "flaws"));
    }
}
