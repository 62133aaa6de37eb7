package credits.ledger.codec;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.AccountTimeZone;
import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.MonthToDate;
import credits.account.PastMonth;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.pricing.OperationCategory;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packs an account's state and the watermarks of its ids, as every segment carries them. Version 1.
///
/// The state is written with each commit, so it is small: a year-old account with three categories takes 390 bytes late
/// in a month.
public final class AccountStateCodec {
    private static final int LIMIT_REACHED = 1;
    private static final int FORECAST_ALERTED = 2;
    private static final int MAX_DAYS = 31;
    private static final int MAX_CATEGORIES = 10_000;
    private static final int MAX_ALERTED_THRESHOLDS = 100;
    private static final int MAX_PAST_MONTHS = 10_000;

    private AccountStateCodec() {}

    /// Packs the state without recent ids, as older code does.
    public static byte[] pack(Account account, IdWatermarks watermarks) {
        var out = new BinaryWriter();
        out.writeInstant(account.clockTime());
        out.writeSignedVarint(
                account.clockTime().toEpochMilli() - account.accountingTime().toEpochMilli());
        out.writeString(account.timeZone().current().getId());
        out.writeString(account.timeZone().next().map(ZoneId::getId).orElse(""));
        out.writeSignedVarint(account.currentDay().toEpochDay());
        out.writeEur(account.balance());
        LimitsCodec.pack(account.limits(), out);
        writeMonth(account.monthToDate(), out);
        writePastMonths(account.pastMonths(), out);
        writeWatermarks(account.segmentCount(), watermarks, out);
        HoldsCodec.pack(account.holds(), account.segmentCount(), account.clockTime(), out);
        return out.toByteArray();
    }

    /// Packs the state with the recent ids at its end.
    public static byte[] pack(Account account, IdWatermarks watermarks, RecentIds recentIds) {
        var state = pack(account, watermarks);
        var ids = RecentIdsCodec.pack(recentIds, account.clockTime());
        return ByteBuffer.allocate(state.length + ids.length)
                .put(state)
                .put(ids)
                .array();
    }

    /// A state as it is packed.
    public record PackedState(Account account, IdWatermarks watermarks, RecentIds recentIds) {}

    /// Reads a state.
    ///
    /// @param segmentCount the number of segments of the chain including this one, which follows from its number
    public static PackedState unpack(byte[] bytes, long segmentCount) {
        var in = new BinaryReader(bytes);
        var account = readAccount(in, segmentCount);
        var watermarks = readWatermarks(in, segmentCount);
        var holds = HoldsCodec.unpack(in, segmentCount, account.clockTime());
        var recentIds = in.isAtEnd()
                ? RecentIds.withoutHashes(watermarks.highWatermark())
                : RecentIdsCodec.unpack(in, account.clockTime());
        return new PackedState(account.withHolds(holds), watermarks, recentIds);
    }

    private static Account readAccount(BinaryReader in, long segmentCount) {
        var clockTime = in.readInstant();
        var accountingTime = clockTime.minusMillis(in.readSignedVarint());
        var current = ZoneId.of(in.readString());
        var next = Optional.of(in.readString()).filter(id -> !id.isEmpty()).map(ZoneId::of);
        var day = LocalDate.ofEpochDay(in.readSignedVarint());
        var balance = in.readEur();
        var limits = LimitsCodec.unpack(in);
        var month = readMonth(in, YearMonth.from(day));
        var past = readPastMonths(in);
        return new Account(
                segmentCount,
                accountingTime,
                clockTime,
                new AccountTimeZone(current, next),
                day,
                balance,
                limits,
                month,
                past,
                AccountHolds.NONE);
    }

    private static void writeMonth(MonthToDate month, BinaryWriter out) {
        // Older code knows the first flag alone, and refuses to read the other, so that it cannot lose it.
        out.writeVarint(
                (month.isLimitReached() ? LIMIT_REACHED : 0) | (month.isForecastAlerted() ? FORECAST_ALERTED : 0));
        out.writeBoolean(month.isBalanceExhausted());
        out.writeVarint(month.alertedThresholds().size());
        month.alertedThresholds().forEach(out::writeEur);
        out.writeVarint(month.days().size());
        long segment = 0;
        for (var day : month.days()) {
            out.writeVarint(day.date().getDayOfMonth());
            out.writeEur(day.cost());
            out.writeVarint(day.operationCount());
            out.writeVarint(day.firstSegment() - segment);
            segment = day.firstSegment();
        }
        out.writeVarint(month.categories().size());
        for (var category : month.categories()) {
            out.writeString(category.category().name());
            out.writeEur(category.cost());
            out.writeVarint(category.operationCount());
        }
    }

    private static MonthToDate readMonth(BinaryReader in, YearMonth month) {
        int flags = in.readCount(LIMIT_REACHED | FORECAST_ALERTED);
        boolean isBalanceExhausted = in.readBoolean();
        var alertedThresholds = new ArrayList<Eur>();
        for (int left = in.readCount(MAX_ALERTED_THRESHOLDS); left > 0; left--) alertedThresholds.add(in.readEur());
        var days = new ArrayList<DayTotal>();
        long segment = 0;
        for (int left = in.readCount(MAX_DAYS); left > 0; left--) {
            var date = month.atDay(in.readCount(MAX_DAYS));
            var cost = in.readEur();
            long operations = in.readVarint();
            segment += in.readVarint();
            days.add(new DayTotal(date, cost, operations, segment));
        }
        var categories = new ArrayList<CategoryTotal>();
        for (int left = in.readCount(MAX_CATEGORIES); left > 0; left--) {
            categories.add(new CategoryTotal(new OperationCategory(in.readString()), in.readEur(), in.readVarint()));
        }
        var used = days.stream().map(DayTotal::cost).reduce(Eur.ZERO, Eur::plus);
        return new MonthToDate(
                used,
                days,
                categories,
                alertedThresholds,
                (flags & LIMIT_REACHED) != 0,
                isBalanceExhausted,
                (flags & FORECAST_ALERTED) != 0);
    }

    private static void writePastMonths(List<PastMonth> past, BinaryWriter out) {
        out.writeVarint(past.size());
        long month = 0;
        long segment = 0;
        for (var each : past) {
            long number = each.month().getLong(ChronoField.PROLEPTIC_MONTH);
            out.writeVarint(number - month);
            out.writeEur(each.cost());
            out.writeVarint(each.operationCount());
            out.writeVarint(each.daysWithUse());
            writeOptional(each.allowedLimit(), out);
            out.writeVarint(each.lastSegment() - segment);
            month = number;
            segment = each.lastSegment();
        }
    }

    private static List<PastMonth> readPastMonths(BinaryReader in) {
        var past = new ArrayList<PastMonth>();
        long month = 0;
        long segment = 0;
        for (int left = in.readCount(MAX_PAST_MONTHS); left > 0; left--) {
            month += in.readVarint();
            var yearMonth = YearMonth.of((int) (month / 12), (int) (month % 12) + 1);
            var cost = in.readEur();
            long operations = in.readVarint();
            int days = in.readCount(MAX_DAYS);
            var limit = readOptional(in);
            segment += in.readVarint();
            past.add(new PastMonth(yearMonth, cost, operations, days, limit, segment));
        }
        return past;
    }

    private static void writeOptional(Optional<Eur> amount, BinaryWriter out) {
        out.writeBoolean(amount.isPresent());
        amount.ifPresent(out::writeEur);
    }

    private static Optional<Eur> readOptional(BinaryReader in) {
        return in.readBoolean() ? Optional.of(in.readEur()) : Optional.empty();
    }

    private static void writeWatermarks(long segmentCount, IdWatermarks watermarks, BinaryWriter out) {
        out.writeVarint(segmentCount - watermarks.firstSegment());
        writeId(watermarks.lowWatermark(), out);
        writeId(watermarks.highWatermark(), out);
    }

    private static void writeId(UniqueId id, BinaryWriter out) {
        boolean any = !id.equals(UniqueId.MIN_VALUE);
        out.writeBoolean(any);
        if (!any) return;
        out.writeFixed64(id.high());
        out.writeFixed64(id.low());
    }

    private static IdWatermarks readWatermarks(BinaryReader in, long segmentCount) {
        return new IdWatermarks(segmentCount - in.readVarint(), readId(in), readId(in));
    }

    private static UniqueId readId(BinaryReader in) {
        return in.readBoolean() ? new UniqueId(in.readFixed64(), in.readFixed64()) : UniqueId.MIN_VALUE;
    }
}
