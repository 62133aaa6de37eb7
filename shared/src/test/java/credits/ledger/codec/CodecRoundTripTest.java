package credits.ledger.codec;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.AccountTimeZone;
import credits.account.AlertValue;
import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.CategoryTotal;
import credits.account.ClosedHold;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.DayTotal;
import credits.account.DomainEvent;
import credits.account.Hold;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.account.UsageAlerts;
import credits.account.command.RecordedId;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.UnitRate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unpacking returns what was packed, for generated states, ids, entries and events.
class CodecRoundTripTest {
    private static final int ROUNDS = 2_000;
    private final SplittableRandom random = new SplittableRandom(17);

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                10,
                999,
                10_000_000,
                1L << 57,
                1L << 58,
                -(1L << 58),
                1L << 59,
                -(1L << 59),
                1_000_000_000_000_000_000L
            })
    void an_amount_survives_a_round_trip(long nanos) {
        assertThat(roundTrip(new Eur(nanos))).isEqualTo(new Eur(nanos));
        assertThat(roundTrip(new Eur(Long.MAX_VALUE - nanos))).isEqualTo(new Eur(Long.MAX_VALUE - nanos));
    }

    private static Eur roundTrip(Eur amount) {
        var out = new BinaryWriter();
        out.writeEur(amount);
        return new BinaryReader(out.toByteArray()).readEur();
    }

    @Test
    void a_state_survives_a_round_trip() {
        for (int i = 0; i < ROUNDS; i++) {
            var account = account();
            var watermarks = new IdWatermarks(random.nextLong(account.segmentCount() + 1), id(), id());

            var read = AccountStateCodec.unpack(AccountStateCodec.pack(account, watermarks), account.segmentCount());

            assertThat(read.account()).isEqualTo(account);
            assertThat(read.watermarks()).isEqualTo(watermarks);
        }
    }

    @Test
    void recent_ids_survive_a_round_trip_and_take_no_more_room_than_there_is() {
        for (int i = 0; i < ROUNDS; i++) {
            var account = account();
            long clock = account.clockTime().toEpochMilli();
            var ids = list(300, () -> new RecordedId(idAt(clock - random.nextLong(-300_000, 600_000)), 1));
            var all = new RecentIds(clock - random.nextLong(600_000), List.of()).plus(ids);
            int room = random.nextInt(1_024);

            var kept = RecentIdsCodec.fit(all, account.clockTime(), 200, room);

            if (kept.isEmpty()) continue;
            var state = AccountStateCodec.pack(account, IdWatermarks.NONE);
            var packed = AccountStateCodec.pack(account, IdWatermarks.NONE, kept.get());
            assertThat(packed.length - state.length).isLessThanOrEqualTo(room);
            assertThat(AccountStateCodec.unpack(packed, account.segmentCount()).recentIds())
                    .isEqualTo(kept.get());
            assertThat(kept.get().hashes()).hasSizeLessThanOrEqualTo(200);
            assertThat(ids)
                    .allSatisfy(
                            each -> assertThat(kept.get().mayContain(each.id())).isTrue());
        }
    }

    @Test
    void a_state_of_older_code_tells_of_no_id_that_it_is_new() {
        var greatest = idAt(NOON.toEpochMilli());
        var state = AccountStateCodec.pack(account(), new IdWatermarks(0, UniqueId.MIN_VALUE, greatest));

        var read = AccountStateCodec.unpack(state, 1L << 41).recentIds();

        assertThat(read.mayContain(idAt(NOON.toEpochMilli()))).isTrue();
        assertThat(read.mayContain(idAt(NOON.toEpochMilli() + 1))).isFalse();
    }

    private UniqueId idAt(long millis) {
        return new UniqueId((millis << 16) | random.nextInt(1 << 16), random.nextLong());
    }

    @Test
    void ids_survive_a_round_trip() {
        for (int i = 0; i < ROUNDS; i++) {
            var placed = list(30, () -> new RecordedId(id(), random.nextLong()));

            var read = RecordedIdsCodec.unpack(RecordedIdsCodec.pack(NOON, placed));

            assertThat(read).isEqualTo(new RecordedIdsCodec.SegmentIds(NOON, placed));
        }
    }

    @Test
    void entries_survive_a_round_trip() {
        for (int i = 0; i < ROUNDS; i++) {
            var reports = list(5, this::report);
            var placed = reports.stream()
                    .filter(report -> report.lines().getFirst().status() != LineStatus.RELEASED)
                    .map(report -> new RecordedId(report.id(), 0))
                    .toList();

            var read = EntriesCodec.unpack(EntriesCodec.pack(reports, placed, NOON), placed, NOON);

            assertThat(read).isEqualTo(reports);
        }
    }

    @Test
    void events_survive_a_round_trip() {
        for (int i = 0; i < ROUNDS; i++) {
            var events = list(6, this::event);

            assertThat(EventsCodec.unpack(EventsCodec.pack(events))).isEqualTo(events);
        }
    }

    @Test
    void truncated_bytes_are_rejected() {
        var packed = AccountStateCodec.pack(account(), IdWatermarks.NONE);
        for (int length = 0; length < packed.length; length++) {
            var cut = Arrays.copyOf(packed, length);

            assertThatThrownBy(() -> AccountStateCodec.unpack(cut, 1)).isInstanceOf(RuntimeException.class);
        }
    }

    private <T> List<T> list(int most, Supplier<T> one) {
        var all = new ArrayList<T>();
        for (int left = random.nextInt(most + 1); left > 0; left--) all.add(one.get());
        return all;
    }

    private <T> Optional<T> randomOptional(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private Eur eur() {
        return new Eur(random.nextLong(1L << random.nextInt(1, 60)) * (random.nextInt(5) == 0 ? -1 : 1));
    }

    private UniqueId id() {
        return new UniqueId(random.nextLong(), random.nextLong());
    }

    private Account account() {
        var day = LocalDate.ofEpochDay(random.nextLong(20_000, 40_000));
        var at = day.atStartOfDay(ZoneId.of("UTC")).toInstant();
        var zone = new AccountTimeZone(ZoneId.of("Europe/Rome"), randomOptional(() -> ZoneId.of("Asia/Tokyo")));
        long segmentCount = (1L << 30) + 1 + random.nextLong(1L << 40);
        return new Account(
                segmentCount,
                at,
                at.plusMillis(random.nextLong(1L << 40)),
                zone,
                day,
                eur(),
                limits(),
                month(YearMonth.from(day)),
                past(),
                holds(at));
    }

    private AccountHolds holds(Instant at) {
        var open = list(4, () -> hold(at));
        var closed = list(
                32,
                () -> new ClosedHold(
                        authorizationId(), random.nextBoolean() ? HoldOutcome.EXPIRED : HoldOutcome.CAPTURED));
        return new AccountHolds(open, closed, random.nextInt(AccountHolds.MAX_REFUSALS_PER_SECOND + 1));
    }

    private Hold hold(Instant at) {
        var line = line(random.nextBoolean(), random.nextBoolean()).pricedLine();
        // An earlier segment created it, so a hold without texts may be one whose texts were left out.
        boolean isAbridged =
                line.line().member().isEmpty() && line.line().reference().isEmpty();
        return new Hold(
                id(),
                random.nextLong(1L << 30),
                "svc_größe",
                line,
                at.plusMillis(random.nextLong(1L << 30)),
                isAbridged);
    }

    private AuthorizationId authorizationId() {
        return AuthorizationId.of(random.nextLong(1L << 40), random.nextLong());
    }

    private SpendingLimits limits() {
        if (random.nextBoolean()) return SpendingLimits.NONE;
        var change = new LastChange(NOON, new MemberId("usr_1"));
        var limit = randomOptional(() -> new Eur(100_000 + random.nextLong(1L << 50)));
        return new SpendingLimits(alerts(limit), limit, 1 + random.nextLong(1_000), Optional.of(change));
    }

    // Each amount is in a range of its own.
    private UsageAlerts alerts(Optional<Eur> limit) {
        var values = new ArrayList<AlertValue>();
        for (int range = 0; range < random.nextInt(4); range++)
            values.add(new FixedAmount(new Eur(range * 200L + random.nextLong(200))));
        if (limit.isPresent()) {
            for (int range = 0; range < random.nextInt(3); range++)
                values.add(new LimitShare(1 + range * 50 + random.nextInt(50)));
        }
        return new UsageAlerts(values, random.nextBoolean());
    }

    private MonthToDate month(YearMonth month) {
        var days = LongStream.rangeClosed(1, random.nextInt(month.lengthOfMonth() + 1))
                .mapToObj(day -> new DayTotal(month.atDay((int) day), eur(), random.nextLong(1_000), 7 * day))
                .toList();
        var used = days.stream().map(DayTotal::cost).reduce(Eur.ZERO, Eur::plus);
        var categories =
                list(5, () -> new CategoryTotal(new OperationCategory("Größe Ελλ"), eur(), random.nextLong(99)));
        return new MonthToDate(
                used,
                days,
                categories,
                list(3, this::eur),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private List<PastMonth> past() {
        return LongStream.range(0, random.nextInt(24))
                .mapToObj(each -> new PastMonth(
                        YearMonth.of(2020, 11).plusMonths(2 * each),
                        eur(),
                        each,
                        3,
                        randomOptional(this::eur),
                        11 * each))
                .toList();
    }

    private BookedReport report() {
        boolean whole = random.nextBoolean();
        boolean plain = random.nextBoolean();
        if (random.nextInt(4) == 0) return callReport(line(whole, plain).pricedLine());
        var lines = list(20, () -> line(whole, plain));
        return new BookedReport(id(), "/features/größe", lines.isEmpty() ? List.of(line(whole, plain)) : lines);
    }

    private BookedReport callReport(PricedLine line) {
        var status = random.nextBoolean() ? LineStatus.REFUSED : LineStatus.RELEASED;
        return new BookedReport(id(), "svc_1", List.of(new BookedLine(line, status)));
    }

    private BookedLine line(boolean wholeSeconds, boolean plain) {
        var unit = new BillingUnit(random.nextBoolean() ? 1 : 1_000, "tokens");
        var rate = new UnitRate(new Eur(random.nextLong(1_000_000)), unit);
        var quantity = new Quantity(1 + random.nextLong(1L << random.nextInt(1, 40)));
        var at = NOON.plusMillis(random.nextLong(-3_000_000_000L, 300_000) / 1_000 * 1_000 + (wholeSeconds ? 0 : 7));
        var line = new UsageLine(
                new Operation(random.nextBoolean() ? "query.run" : "translate"),
                quantity,
                at,
                plain ? Optional.empty() : randomOptional(() -> new MemberId("usr_" + random.nextInt(9))),
                plain ? Optional.empty() : randomOptional(() -> new UsageReference("doc-" + random.nextInt())),
                plain ? Optional.empty() : randomOptional(() -> AuthorizationId.of(7, random.nextInt(9))));
        var priced = new PricedLine(line, new OperationCategory("Deep search"), rate, rate.costOf(quantity));
        return new BookedLine(priced, random.nextInt(4) > 0 ? LineStatus.DEBITED : LineStatus.UNCOVERED);
    }

    private DomainEvent event() {
        return switch (random.nextInt(8)) {
            case 0 -> new DomainEvent.AlertCrossed(eur(), eur());
            case 1 -> new DomainEvent.LimitReached(eur(), eur());
            case 2 -> new DomainEvent.BalanceExhausted(eur());
            case 3 -> new DomainEvent.UsageUncovered(id(), random.nextInt(1_000), eur());
            case 4 ->
                new DomainEvent.LimitsChanged(
                        new MemberId("usr_1"),
                        alerts(Optional.of(eur())),
                        randomOptional(this::eur),
                        alerts(Optional.empty()),
                        randomOptional(this::eur));
            case 6 -> new DomainEvent.LimitForecast(eur(), eur(), LocalDate.ofEpochDay(random.nextInt(40_000)));
            case 5 -> new DomainEvent.AuthorizationExpired(authorizationId(), new Operation("translate"), eur(), NOON);
            default -> new DomainEvent.Adjusted(id(), eur(), new MemberId("usr_1"), "a mistake: Größe");
        };
    }
}
