package credits.ledger.verification;

import static credits.TestData.NOON;
import static credits.TestData.PRICES;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.newIdAt;
import static credits.TestData.report;

import credits.TestData;
import credits.account.Hold;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizeUsage;
import credits.account.command.BeginTopUp;
import credits.account.command.CaptureHold;
import credits.account.command.ChangeLimits;
import credits.account.command.ChangeTimeZone;
import credits.account.command.ClawBackCredits;
import credits.account.command.CreditTopUp;
import credits.account.command.ReleaseHold;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Ledger;
import credits.ledger.LedgerTuning;
import credits.ledger.SegmentStore;
import credits.money.Eur;
import credits.money.Quantity;
import credits.retry.RetryPolicy;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A chain on which everything happens that can happen to an account, at random: usage that fits and that does not,
/// holds that are captured, released and forgotten, limits that are reached and raised, months that end, zones that
/// change, credits that come and go.
public final class EventfulChain {
    private static final List<String> OPERATIONS = List.of("query.run", "translate", "call.minute");
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Pacific/Auckland"), ZoneId.of("Europe/Rome"), ZoneId.of("America/Los_Angeles"));
    // Tiny, so that the window of recent ids moves on and begins anew.
    private static final LedgerTuning TUNING = new LedgerTuning(6, 4, 2, 5, 3, 1);

    private final OrganisationId organisation;
    private final SplittableRandom random;
    private final Ledger ledger;
    private final SegmentStore store;
    private Instant now = NOON;

    private EventfulChain(DynamoDbClient dynamo, OrganisationId organisation, long seed) {
        this.organisation = organisation;
        this.random = new SplittableRandom(seed);
        this.store = new SegmentStore(dynamo, DynamoDbFixture.TABLE_NAME);
        this.ledger = new Ledger(
                dynamo,
                DynamoDbFixture.TABLE_NAME,
                DynamoDbFixture.ROME,
                RetryPolicy.withinBudget(Duration.ofSeconds(30), random.split()),
                TUNING);
    }

    /// Writes the chain of this seed to the table `dynamo` has, and returns its items.
    public static List<Map<String, AttributeValue>> write(
            DynamoDbClient dynamo, OrganisationId organisation, long seed, int commits) {
        var chain = new EventfulChain(dynamo, organisation, seed);
        var _ = chain.ledger.commit(organisation, adjustment("3", NOON));
        for (int i = 1; i < commits; i++) chain.commitNext();
        return chain.store.itemsFrom(organisation, 0, commits + 1).items();
    }

    private void commitNext() {
        now = now.plus(
                random.nextInt(40) == 0
                        ? Duration.ofDays(random.nextInt(20))
                        : Duration.ofMillis(random.nextInt(random.nextBoolean() ? 500 : 900_000)));
        var _ = ledger.commit(organisation, nextCommand());
    }

    private AccountCommand<?> nextCommand() {
        return switch (random.nextInt(16)) {
            case 0 -> adjustment((random.nextInt(9) - 3) + ".25", now);
            case 1 -> limits(1 + random.nextInt(8), (1 + random.nextInt(3)) + ".0", now);
            case 2 -> new ChangeTimeZone(ZONES.get(random.nextInt(ZONES.size())), now);
            case 3 -> new CreditTopUp(newIdAt(now), Eur.of("1.50"), now);
            case 4 -> new ClawBackCredits(newIdAt(now), Eur.of(random.nextBoolean() ? "0.75" : "-0.5"), now);
            case 5 -> new BeginTopUp(newIdAt(now), random.nextLong(), now);
            case 6, 7, 8 -> authorize();
            case 9, 10 -> settle();
            default -> bookReports(usage(), usage());
        };
    }

    // Every second threshold has an early one.
    private static ChangeLimits limits(int alert, String limit, Instant at) {
        return limitsChange(alert % 2 == 0 ? "0.05" : "none", "0." + alert, limit, at);
    }

    private AccountCommand<?> authorize() {
        var line = TestData.line(OPERATIONS.get(random.nextInt(OPERATIONS.size())), "" + (1 + random.nextInt(9)), now);
        Optional<Duration> expiresIn =
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(1 + random.nextInt(3_000)));
        return new AuthorizeUsage(oldKey(), random.nextLong(), "/features/test", priced(line), expiresIn, now);
    }

    private AccountCommand<?> settle() {
        var holds = openHolds();
        if (holds.isEmpty()) return authorize();
        var hold = holds.get(random.nextInt(holds.size()));
        if (random.nextInt(3) == 0) return new ReleaseHold(oldKey(), 1, "/features/test", hold.id(), now);
        var quantity = Quantity.of("" + (1 + random.nextInt(12)));
        return new CaptureHold(oldKey(), 1, "/features/test", hold.id(), quantity, now);
    }

    private PricedReport usage() {
        var lines = new ArrayList<UsageLine>();
        var holds = openHolds();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            var operation = new Operation(OPERATIONS.get(random.nextInt(OPERATIONS.size())));
            Optional<Hold> hold = holds.isEmpty() || random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(holds.get(random.nextInt(holds.size())));
            lines.add(new UsageLine(
                    hold.map(each -> each.pricedLine().line().operation()).orElse(operation),
                    Quantity.of("" + (1 + random.nextInt(6))),
                    now.minusSeconds(random.nextInt(600)),
                    Optional.of(TestData.GIULIA),
                    Optional.empty(),
                    hold.map(Hold::id)));
        }
        return report(oldKey(), now, lines.toArray(UsageLine[]::new));
    }

    // Up to an hour old, so that ids are not recorded in the order in which they were made.
    private UniqueId oldKey() {
        return newIdAt(now.minusSeconds(random.nextInt(3_600)));
    }

    private static Optional<PricedLine> priced(UsageLine line) {
        return PRICES.findPrice(line.operation(), line.usedAt()).map(price -> PricedLine.of(line, price));
    }

    private List<Hold> openHolds() {
        return store.findHead(organisation).orElseThrow().account().holds().open();
    }
}
