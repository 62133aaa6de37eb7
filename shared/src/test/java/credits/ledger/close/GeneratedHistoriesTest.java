package credits.ledger.close;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.TestData;
import credits.account.command.AccountChange.Kind;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Segment;
import credits.ledger.close.MonthlyCloseStore.AccountMonth;
import credits.ledger.verification.EventfulChain;
import credits.money.Eur;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The close of random histories against a recomputation that looks at nothing but the balances between which a segment
/// lies, and at its kind: the close in turn takes only entries and events. The normal run tries a [Sample];
/// `-Dfull=true` all 2,000 histories.
class GeneratedHistoriesTest {
    private static final int HISTORIES = 2_000;
    private static final int SAMPLE = 40;
    private static final int COMMITS = 60;
    private static final Instant LATER = TestData.NOON.plus(Duration.ofDays(3_650));

    private final AccountClosing closing = new AccountClosing(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    private final MonthlyCloseStore store = new MonthlyCloseStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);

    static List<Integer> seeds() {
        return Sample.below(HISTORIES, SAMPLE);
    }

    /// Red when an event or a line counts with the wrong sign, twice, or in another month.
    @ParameterizedTest
    @MethodSource("seeds")
    void each_month_equals_its_recomputation(int seed) {
        var organisation = new OrganisationId("history_" + seed);
        var items = EventfulChain.write(DynamoDbFixture.DYNAMO, organisation, seed, COMMITS);
        var segments = items.stream().map(Segment::fromItem).toList();

        var _ = closing.advance(organisation, TestData.NOON, () -> false);
        assertThat(closing.advance(organisation, TestData.NOON, () -> true).isComplete())
                .isTrue();
        assertMatches(organisation, recompute(segments));
        assertThat(closing.advance(organisation, LATER, () -> true).isComplete())
                .isTrue();
        assertMatches(organisation, recompute(segments));
    }

    private void assertMatches(OrganisationId organisation, Map<YearMonth, Recomputed> expected) {
        var balance = Eur.ZERO;
        for (var each : expected.entrySet()) {
            var totals = month(organisation, each.getKey());
            var recomputed = each.getValue();
            assertThat(totals.opening()).isEqualTo(balance);
            assertThat(totals.end().balance()).isEqualTo(recomputed.closing);
            assertThat(totals.difference()).isEqualTo(Eur.ZERO);
            var moved = totals.movements();
            assertThat(List.of(moved.topUps(), moved.refunds(), moved.usage(), moved.grants(), moved.adjustments()))
                    .as("%s %s", organisation, each.getKey())
                    .containsExactly(
                            recomputed.of(Kind.CREDIT),
                            Eur.ZERO.minus(recomputed.of(Kind.CLAWBACK)),
                            Eur.ZERO.minus(recomputed.of(Kind.USAGE)),
                            recomputed.granted,
                            recomputed.of(Kind.ADJUSTMENT).minus(recomputed.granted));
            balance = recomputed.closing;
        }
    }

    private MonthTotals month(OrganisationId organisation, YearMonth month) {
        return store
                .list(month, fault -> {
                    throw fault;
                })
                .stream()
                .filter(each -> each.organisation().equals(organisation))
                .map(AccountMonth::totals)
                .findFirst()
                .orElseThrow();
    }

    /// A month by the changes of the balance. All but credits, clawbacks and adjustments counts as usage.
    private static final class Recomputed {
        private final Map<Kind, Eur> changes = new TreeMap<>();
        private Eur granted = Eur.ZERO;
        private Eur closing;

        private Recomputed(Eur opening) {
            closing = opening;
        }

        private void add(Segment segment) {
            var change = segment.account().balance().minus(closing);
            var kind = switch (segment.kind()) {
                case CREDIT, CLAWBACK, ADJUSTMENT -> segment.kind();
                default -> Kind.USAGE;
            };
            var _ = changes.merge(kind, change, Eur::plus);
            if (kind == Kind.ADJUSTMENT && change.isPositive()) granted = granted.plus(change);
            closing = segment.account().balance();
        }

        private Eur of(Kind kind) {
            return changes.getOrDefault(kind, Eur.ZERO);
        }
    }

    private static Map<YearMonth, Recomputed> recompute(List<Segment> segments) {
        var months = new TreeMap<YearMonth, Recomputed>();
        var balance = Eur.ZERO;
        for (var segment : segments) {
            var opening = balance;
            months.computeIfAbsent(segment.account().currentMonth(), _ -> new Recomputed(opening))
                    .add(segment);
            balance = segment.account().balance();
        }
        return months;
    }
}
