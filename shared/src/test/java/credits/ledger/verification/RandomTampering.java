package credits.ledger.verification;

import static java.util.Objects.requireNonNull;

import credits.account.Account;
import credits.account.command.AccountChange.Kind;
import credits.ledger.Segment;
import credits.ledger.SegmentRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Somebody who can write to the table changes a segment at random and makes all later hashes fit.
public final class RandomTampering {
    private static final List<StateTampering> OF_STATES = List.of(StateTampering.values());
    private static final List<ContentTampering> OF_CONTENTS = List.of(ContentTampering.values());
    private static final List<String> PACKED = List.of("state", "ids", "entries", "events", "prev");

    private RandomTampering() {}

    /// A chain that somebody has tampered with.
    ///
    /// @param name what was done to which kind of segment
    public record Tampered(String name, List<Map<String, AttributeValue>> items) {}

    /// Returns the chain with one change of one thing, in one segment alone, or in it and all later ones; empty
    /// if there was nothing to change, or the chain explains it as well.
    public static Optional<Tampered> tamper(List<Map<String, AttributeValue>> items, SplittableRandom random) {
        int number = 1 + random.nextInt(items.size() - 2);
        boolean isCarriedOn = random.nextBoolean();
        long seed = random.nextLong();
        int ways = OF_STATES.size();
        int way = random.nextInt(ways + OF_CONTENTS.size());
        if (way >= ways) return tamper(items, number, OF_CONTENTS.get(way - ways), random);
        var change = OF_STATES.get(way);
        var content = SegmentContent.of(Segment.fromItem(items.get(number)));
        var tampered = content.with(change.apply(content.account(), new SplittableRandom(seed)));
        var before = Segment.fromItem(items.get(number - 1)).account();
        if (tampered.equals(content) || isPossible(change, tampered, before)) return Optional.empty();
        UnaryOperator<SegmentContent> tampering = original -> {
            var account = change.apply(original.account(), new SplittableRandom(seed));
            boolean isClockWithIds = change == StateTampering.CLOCK_BACK
                    || (change == StateTampering.CLOCK && original.kind() != Kind.USAGE);
            return isClockWithIds ? original.with(account).with(account.clockTime()) : original.with(account);
        };
        return Optional.of(new Tampered(
                change + " of " + content.kind() + (isCarriedOn ? " and on" : ""),
                rewrite(items, number, item -> repack(item, tampering), isCarriedOn)));
    }

    // A change of the time zone may name any zone, or take back one that was named before. Usage may have been sent at
    // any time since the last commit, and used, like a call that was overtaken, at any time since the last entry.
    private static boolean isPossible(StateTampering change, SegmentContent tampered, Account before) {
        var account = tampered.account();
        return switch (change) {
            case NEXT_ZONE ->
                tampered.kind() == Kind.TIME_ZONE
                        && (account.timeZone().next().isPresent()
                                || before.timeZone().next().isPresent());
            case CLOCK_BACK -> !account.clockTime().isBefore(before.clockTime());
            case ACCOUNTING_TIME ->
                !account.accountingTime().isBefore(before.accountingTime())
                        && !account.accountingTime().isAfter(account.clockTime())
                        && (tampered.kind() == Kind.USAGE || account.clockTime().equals(before.clockTime()));
            default -> false;
        };
    }

    private static Optional<Tampered> tamper(
            List<Map<String, AttributeValue>> items, int number, ContentTampering change, SplittableRandom random) {
        var content = SegmentContent.of(Segment.fromItem(items.get(number)));
        var tampered = change.apply(content, random);
        // A call without a price is refused without an entry.
        boolean isUnpriced = content.kind() == Kind.REFUSAL && change == ContentTampering.A_REPORT_TAKEN_OUT;
        if (tampered.equals(content) || isUnpriced) return Optional.empty();
        return Optional.of(new Tampered(
                change + " of " + content.kind(), rewrite(items, number, item -> repack(item, _ -> tampered), false)));
    }

    private static Map<String, AttributeValue> repack(
            Map<String, AttributeValue> item, UnaryOperator<SegmentContent> change) {
        var segment = Segment.fromItem(item);
        return change.apply(SegmentContent.of(segment)).packInto(item, segment.previousHash());
    }

    /// Returns the item with one bit of a packed attribute changed.
    static Map<String, AttributeValue> flipBit(Map<String, AttributeValue> item, SplittableRandom random) {
        var names = PACKED.stream().filter(item::containsKey).toList();
        var name = names.get(random.nextInt(names.size()));
        var bytes = requireNonNull(item.get(name)).b().asByteArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        var flipped = new HashMap<>(item);
        flipped.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        return flipped;
    }

    /// Returns the chain with a change of one segment, or of that and all later ones, and with hashes that fit.
    static List<Map<String, AttributeValue>> rewrite(
            List<Map<String, AttributeValue>> items,
            int number,
            UnaryOperator<Map<String, AttributeValue>> change,
            boolean isCarriedOn) {
        var all = new ArrayList<>(items.subList(0, number));
        for (int i = number; i < items.size(); i++) {
            boolean isChanged = i == number || isCarriedOn;
            var item = new HashMap<>(isChanged ? change.apply(items.get(i)) : items.get(i));
            if (i > number) hashOf(all.getLast()).ifPresent(hash -> item.put("prev", AttributeValue.fromB(hash)));
            all.add(item);
        }
        return all;
    }

    /// Returns the hash of a segment; empty if it cannot be read.
    static Optional<SdkBytes> hashOf(Map<String, AttributeValue> item) {
        try {
            return Optional.of(Segment.fromItem(item).hash());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /// Whether the replay finds that something is wrong, or a newest segment with another hash than the `anchor`.
    public static boolean isFound(List<Map<String, AttributeValue>> items, Optional<SdkBytes> anchor) {
        var replay = ChainReplay.fromStart();
        try {
            for (var item : items) {
                var segment = Segment.fromItem(item);
                var _ = segment.toChange();
                if (!SegmentRun.matchesItem(List.of(segment), item)
                        || replay.follow(segment).isPresent()) return true;
            }
        } catch (RuntimeException unreadable) {
            return true;
        }
        var newest = hashOf(items.getLast());
        return anchor.isPresent() && !anchor.equals(newest);
    }
}
