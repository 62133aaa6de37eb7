package credits.ledger;

import credits.account.Account;
import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.Holds;
import credits.account.Limits;
import credits.account.Limits.LastChange;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.account.TimeZone;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.pricing.Category;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packs an account's state and the watermarks of its window, as every segment carries them. Version 1.
///
/// The state is written with each commit, so it is small: a year-old account with three categories takes 390 bytes late
/// in a month.
final class StateCodec {
    private static final int MOST_DAYS = 31;
    private static final int MOST_CATEGORIES = 10_000;
    private static final int MOST_ALERTED = 100;
    private static final int MOST_PAST = 10_000;

    private StateCodec() {}

    static byte[] pack(Account account, Window.Marks marks) {
        var out = new Packer();
        out.time(account.clock());
        out.signed(account.clock().toEpochMilli() - account.at().toEpochMilli());
        out.text(account.zone().current().getId());
        out.text(account.zone().next().map(ZoneId::getId).orElse(""));
        out.signed(account.day().toEpochDay());
        out.eur(account.balance());
        packLimits(account.limits(), out);
        packMonth(account.month(), out);
        packPast(account.past(), out);
        packMarks(account.segments(), marks, out);
        HoldsCodec.pack(account.holds(), account.segments(), account.clock(), out);
        return out.bytes();
    }

    /// A state as it is packed.
    record State(Account account, Window.Marks marks) {}

    /// Reads a state.
    ///
    /// @param segments the number of segments of the chain including this one, which follows from its number
    static State unpack(byte[] bytes, long segments) {
        var in = new Unpacker(bytes);
        var account = account(in, segments);
        var marks = marks(in, segments);
        return new State(account.withHolds(HoldsCodec.unpack(in, segments, account.clock())), marks);
    }

    private static Account account(Unpacker in, long segments) {
        var clock = in.time();
        var at = clock.minusMillis(in.signed());
        var current = ZoneId.of(in.text());
        var next = Optional.of(in.text()).filter(id -> !id.isEmpty()).map(ZoneId::of);
        var day = LocalDate.ofEpochDay(in.signed());
        var balance = in.eur();
        var limits = limits(in);
        var month = month(in, YearMonth.from(day));
        var past = past(in);
        return new Account(
                segments, at, clock, new TimeZone(current, next), day, balance, limits, month, past, Holds.NONE);
    }

    private static void packLimits(Limits limits, Packer out) {
        out.number(limits.version());
        if (limits.lastChange().isEmpty()) return;
        packOptional(limits.alertThreshold(), out);
        packOptional(limits.allowedLimit(), out);
        out.time(limits.lastChange().get().at());
        out.text(limits.lastChange().get().by().value());
    }

    private static Limits limits(Unpacker in) {
        long version = in.number();
        if (version == 0) return Limits.NONE;
        var alert = optional(in);
        var limit = optional(in);
        var change = new LastChange(in.time(), new MemberId(in.text()));
        return new Limits(alert, limit, version, Optional.of(change));
    }

    private static void packMonth(MonthToDate month, Packer out) {
        out.flag(month.limitReached());
        out.flag(month.creditsExhausted());
        out.number(month.alerted().size());
        month.alerted().forEach(out::eur);
        out.number(month.days().size());
        long segment = 0;
        for (var day : month.days()) {
            out.number(day.date().getDayOfMonth());
            out.eur(day.cost());
            out.number(day.operations());
            out.number(day.firstSegment() - segment);
            segment = day.firstSegment();
        }
        out.number(month.categories().size());
        for (var category : month.categories()) {
            out.text(category.category().name());
            out.eur(category.cost());
            out.number(category.operations());
        }
    }

    private static MonthToDate month(Unpacker in, YearMonth month) {
        boolean limitReached = in.flag();
        boolean creditsExhausted = in.flag();
        var alerted = new ArrayList<Eur>();
        for (int left = in.count(MOST_ALERTED); left > 0; left--) alerted.add(in.eur());
        var days = new ArrayList<DayTotal>();
        long segment = 0;
        for (int left = in.count(MOST_DAYS); left > 0; left--) {
            var date = month.atDay(in.count(MOST_DAYS));
            var cost = in.eur();
            long operations = in.number();
            segment += in.number();
            days.add(new DayTotal(date, cost, operations, segment));
        }
        var categories = new ArrayList<CategoryTotal>();
        for (int left = in.count(MOST_CATEGORIES); left > 0; left--) {
            categories.add(new CategoryTotal(new Category(in.text()), in.eur(), in.number()));
        }
        var used = days.stream().map(DayTotal::cost).reduce(Eur.ZERO, Eur::plus);
        return new MonthToDate(used, days, categories, alerted, limitReached, creditsExhausted);
    }

    private static void packPast(List<PastMonth> past, Packer out) {
        out.number(past.size());
        long month = 0;
        long segment = 0;
        for (var each : past) {
            long number = each.month().getLong(ChronoField.PROLEPTIC_MONTH);
            out.number(number - month);
            out.eur(each.cost());
            out.number(each.operations());
            out.number(each.daysWithUse());
            packOptional(each.allowedLimit(), out);
            out.number(each.lastSegment() - segment);
            month = number;
            segment = each.lastSegment();
        }
    }

    private static List<PastMonth> past(Unpacker in) {
        var past = new ArrayList<PastMonth>();
        long month = 0;
        long segment = 0;
        for (int left = in.count(MOST_PAST); left > 0; left--) {
            month += in.number();
            var name = YearMonth.of((int) (month / 12), (int) (month % 12) + 1);
            var cost = in.eur();
            long operations = in.number();
            int days = in.count(MOST_DAYS);
            var limit = optional(in);
            segment += in.number();
            past.add(new PastMonth(name, cost, operations, days, limit, segment));
        }
        return past;
    }

    private static void packOptional(Optional<Eur> amount, Packer out) {
        out.flag(amount.isPresent());
        amount.ifPresent(out::eur);
    }

    private static Optional<Eur> optional(Unpacker in) {
        return in.flag() ? Optional.of(in.eur()) : Optional.empty();
    }

    private static void packMarks(long segments, Window.Marks marks, Packer out) {
        out.number(segments - marks.from());
        packId(marks.low(), out);
        packId(marks.top(), out);
    }

    private static void packId(UniqueId id, Packer out) {
        boolean any = !id.equals(UniqueId.LEAST);
        out.flag(any);
        if (!any) return;
        out.fixed(id.high());
        out.fixed(id.low());
    }

    private static Window.Marks marks(Unpacker in, long segments) {
        return new Window.Marks(segments - in.number(), id(in), id(in));
    }

    private static UniqueId id(Unpacker in) {
        return in.flag() ? new UniqueId(in.fixed(), in.fixed()) : UniqueId.LEAST;
    }
}
