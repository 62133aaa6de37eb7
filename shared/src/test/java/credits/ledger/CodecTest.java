package credits.ledger;

import static credits.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.account.Account;
import credits.account.CategoryTotal;
import credits.account.ClosedHold;
import credits.account.ClosedHold.Ending;
import credits.account.DayTotal;
import credits.account.Event;
import credits.account.Hold;
import credits.account.Holds;
import credits.account.Limits;
import credits.account.Limits.LastChange;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.account.Placed;
import credits.account.TimeZone;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.Reference;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Rate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.BookedReport;
import credits.usage.Line;
import credits.usage.PricedLine;
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
class CodecTest {
    private static final int ROUNDS = 2_000;
    private final SplittableRandom random = new SplittableRandom(17);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 10, 999, 10_000_000, 1L << 57, 1L << 58, -(1L << 58), 1_000_000_000_000_000_000L})
    void an_amount_is_read_as_it_was_packed(long nanos) {
        assertThat(roundTrip(new Eur(nanos))).isEqualTo(new Eur(nanos));
        assertThat(roundTrip(new Eur(Long.MAX_VALUE - nanos))).isEqualTo(new Eur(Long.MAX_VALUE - nanos));
    }

    private static Eur roundTrip(Eur amount) {
        var out = new Packer();
        out.eur(amount);
        return new Unpacker(out.bytes()).eur();
    }

    @Test
    void a_state_is_read_as_it_was_packed() {
        for (int i = 0; i < ROUNDS; i++) {
            var account = account();
            var marks = new Window.Marks(random.nextLong(account.segments() + 1), id(), id());

            var read = StateCodec.unpack(StateCodec.pack(account, marks), account.segments());

            assertThat(read.account()).isEqualTo(account);
            assertThat(read.marks()).isEqualTo(marks);
        }
    }

    @Test
    void ids_are_read_as_they_were_packed() {
        for (int i = 0; i < ROUNDS; i++) {
            var placed = list(30, () -> new Placed(id(), random.nextLong()));

            var read = IdsCodec.unpack(IdsCodec.pack(NOON, placed));

            assertThat(read).isEqualTo(new IdsCodec.Ids(NOON, placed));
        }
    }

    @Test
    void entries_are_read_as_they_were_packed() {
        for (int i = 0; i < ROUNDS; i++) {
            var reports = list(5, this::report);
            var placed = reports.stream()
                    .filter(report -> report.lines().getFirst().status() != Status.RELEASED)
                    .map(report -> new Placed(report.id(), 0))
                    .toList();

            var read = EntriesCodec.unpack(EntriesCodec.pack(reports, placed, NOON), placed, NOON);

            assertThat(read).isEqualTo(reports);
        }
    }

    @Test
    void events_are_read_as_they_were_packed() {
        for (int i = 0; i < ROUNDS; i++) {
            var events = list(6, this::event);

            assertThat(EventsCodec.unpack(EventsCodec.pack(events))).isEqualTo(events);
        }
    }

    @Test
    void bytes_that_were_cut_off_are_told_from_whole_ones() {
        var packed = StateCodec.pack(account(), Window.EMPTY.marks());
        for (int length = 0; length < packed.length; length++) {
            var cut = Arrays.copyOf(packed, length);

            assertThatThrownBy(() -> StateCodec.unpack(cut, 1)).isInstanceOf(RuntimeException.class);
        }
    }

    private <T> List<T> list(int most, Supplier<T> one) {
        var all = new ArrayList<T>();
        for (int left = random.nextInt(most + 1); left > 0; left--) all.add(one.get());
        return all;
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
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
        var zone = new TimeZone(ZoneId.of("Europe/Rome"), maybe(() -> ZoneId.of("Asia/Tokyo")));
        return new Account(
                1 + random.nextLong(1L << 40),
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

    private Holds holds(Instant at) {
        var open = list(4, () -> hold(at));
        var closed = list(32, () -> new ClosedHold(aut(), random.nextBoolean() ? Ending.EXPIRED : Ending.CAPTURED));
        return new Holds(open, closed, random.nextInt(Holds.MOST_REFUSALS + 1));
    }

    private Hold hold(Instant at) {
        var line = line(random.nextBoolean(), random.nextBoolean()).priced();
        return new Hold(id(), random.nextLong(1L << 30), "svc_größe", line, at.plusMillis(random.nextLong(1L << 30)));
    }

    private AuthorizationId aut() {
        return AuthorizationId.of(random.nextLong(1L << 40), random.nextLong());
    }

    private Limits limits() {
        if (random.nextBoolean()) return Limits.NONE;
        var change = new LastChange(NOON, new MemberId("usr_1"));
        return new Limits(
                maybe(() -> new Eur(random.nextLong(1_000))),
                maybe(() -> new Eur(1_000 + random.nextLong(1L << 50))),
                1 + random.nextLong(1_000),
                Optional.of(change));
    }

    private MonthToDate month(YearMonth month) {
        var days = LongStream.rangeClosed(1, random.nextInt(month.lengthOfMonth() + 1))
                .mapToObj(day -> new DayTotal(month.atDay((int) day), eur(), random.nextLong(1_000), 7 * day))
                .toList();
        var used = days.stream().map(DayTotal::cost).reduce(Eur.ZERO, Eur::plus);
        var categories = list(5, () -> new CategoryTotal(new Category("Größe Ελλ"), eur(), random.nextLong(99)));
        return new MonthToDate(used, days, categories, list(3, this::eur), random.nextBoolean(), random.nextBoolean());
    }

    private List<PastMonth> past() {
        return LongStream.range(0, random.nextInt(24))
                .mapToObj(each -> new PastMonth(
                        YearMonth.of(2020, 11).plusMonths(2 * each), eur(), each, 3, maybe(this::eur), 11 * each))
                .toList();
    }

    private BookedReport report() {
        boolean whole = random.nextBoolean();
        boolean plain = random.nextBoolean();
        if (random.nextInt(4) == 0) return callReport(line(whole, plain).priced());
        var lines = list(20, () -> line(whole, plain));
        return new BookedReport(id(), "/features/größe", lines.isEmpty() ? List.of(line(whole, plain)) : lines);
    }

    private BookedReport callReport(PricedLine line) {
        var status = random.nextBoolean() ? Status.REFUSED : Status.RELEASED;
        return new BookedReport(id(), "svc_1", List.of(new BookedLine(line, status)));
    }

    private BookedLine line(boolean wholeSeconds, boolean plain) {
        var unit = new BillingUnit(random.nextBoolean() ? 1 : 1_000, "tokens");
        var rate = new Rate(new Eur(random.nextLong(1_000_000)), unit);
        var quantity = new Quantity(1 + random.nextLong(1L << random.nextInt(1, 40)));
        var at = NOON.plusMillis(random.nextLong(-3_000_000_000L, 300_000) / 1_000 * 1_000 + (wholeSeconds ? 0 : 7));
        var line = new Line(
                new Operation(random.nextBoolean() ? "query.run" : "translate"),
                quantity,
                at,
                plain ? Optional.empty() : maybe(() -> new MemberId("usr_" + random.nextInt(9))),
                plain ? Optional.empty() : maybe(() -> new Reference("doc-" + random.nextInt())),
                plain ? Optional.empty() : maybe(() -> AuthorizationId.of(7, random.nextInt(9))));
        var priced = new PricedLine(line, new Category("Deep search"), rate, rate.cost(quantity));
        return new BookedLine(priced, random.nextInt(4) > 0 ? Status.DEBITED : Status.UNCOVERED);
    }

    private Event event() {
        return switch (random.nextInt(7)) {
            case 0 -> new Event.AlertCrossed(eur(), eur());
            case 1 -> new Event.LimitReached(eur(), eur());
            case 2 -> new Event.BalanceExhausted(eur());
            case 3 -> new Event.UsageUncovered(id(), random.nextInt(1_000), eur());
            case 4 ->
                new Event.LimitsChanged(
                        new MemberId("usr_1"), maybe(this::eur), maybe(this::eur), maybe(this::eur), maybe(this::eur));
            case 5 -> new Event.AuthorizationExpired(aut(), new Operation("translate"), eur(), NOON);
            default -> new Event.Adjusted(id(), eur(), new MemberId("usr_1"), "a mistake: Größe");
        };
    }
}
