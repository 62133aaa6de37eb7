package credits.simulation.laws;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the invariants themselves: each of these bugs, planted into our sources, violates one within a few hundred
/// seeds. The normal run samples a few of them and checks that each still applies; `-Dfull=true` runs them all.
class MutantsTest {
    private static final int SEEDS = 400;
    private static final int A_DAY = 5;
    private static final String COMMITTED_BESIDE =
            "return ledger.commit(told.organisation(), command(due, told.id(), now), beside)\n                .isPresent();";
    private static final String COMMITTED_ALONE =
            "ledger.commit(told.organisation(), command(due, told.id(), now), List.of());";

    static List<Mutant> bugs() {
        return List.of(
                Mutant.of(
                        "a window with a hole after re-reading the head",
                        "ledger/Heads.java",
                        "newest = newest.adopting(segment);",
                        """
                        newest = new Head(newest.organisation(), segment.account(), newest.window().adopting(
                                newest == head ? List.of() : segment.placed(), segment.marks()), segment.hash());"""),
                Mutant.of(
                        "the same id twice in one batch",
                        "account/BookReports.java",
                        "Optional.ofNullable(placedHere.get(submission.id()))",
                        "Optional.<Long>empty()"),
                Mutant.of(
                        "an eventually consistent look-up",
                        "ledger/Chain.java",
                        ".projectionExpression(\"ids\"))",
                        ".projectionExpression(\"ids\").consistentRead(false))",
                        "items.size() != last - first + 1",
                        "items.size() > last - first + 1"),
                Mutant.of(
                        "a reset that forgets to raise low",
                        "ledger/Window.java",
                        "new Window(from + segments.size(), low.max(top), newTop, List.of(ids))",
                        "new Window(from + segments.size(), low, newTop, List.of(ids))"),
                Mutant.of(
                        "a ring of recent ids alone",
                        "ledger/Window.java",
                        "return from > 0 && !id.exceeds(low);",
                        "return false;"),
                Mutant.of(
                        "the limit read before the commit",
                        "account/BookReports.java",
                        "    @Override\n    public List<UniqueId> ids() {",
                        """
                            private static final Map<Object, Limits> READ = new java.util.IdentityHashMap<>();

                            @Override
                            public List<UniqueId> ids() {""",
                        "new Posting(account)",
                        "new Posting(account.withLimits(READ.computeIfAbsent(this, _ -> account.limits())))"),
                Mutant.of(
                        "a refusal on a stale head",
                        "ledger/Ledger.java",
                        "if (base.isFresh()) return Optional.of(answer);",
                        "if (head != null) return Optional.of(answer);"),
                Mutant.of(
                        "the month from processing time",
                        "account/Posting.java",
                        "return latest.isBefore(submission.sentAt()) ? latest : submission.sentAt();",
                        "return Instant.now();"),
                Mutant.of(
                        "no look into the ledger before booking",
                        "ledger/Ledger.java",
                        "if (!older.isEmpty()) {",
                        "if (older.isEmpty()) {"),
                Mutant.of(
                        "a window that drops ids without raising low",
                        "ledger/Window.java",
                        "newLow = greatest(all.get(dropped), newLow);",
                        ""),
                Mutant.of(
                        "a look-up that stops where the id was made, though its maker's clock may be ahead",
                        "ledger/Directory.java",
                        "clock.plus(Submission.FURTHEST_AHEAD).toEpochMilli()",
                        "clock.toEpochMilli()"),
                Mutant.of(
                        "a key far ahead of the clock taken",
                        "account/Adjust.java",
                        "if (key.madeAtMillis() > now",
                        "if (key.madeAtMillis() < 0 && key.madeAtMillis() > now"),
                Mutant.of(
                        "a look-up that forgets the segments behind the last page",
                        "ledger/Directory.java",
                        "if (!tail.isEmpty()) search.in(tail, tailFrom);",
                        ""),
                Mutant.of(
                        "an id that was not there once never looked for again",
                        "ledger/Ledger.java",
                        "absent.put(id, head.account().segments());",
                        "absent.put(id, Long.MAX_VALUE);"),
                Mutant.of(
                        "a look-up that leaves out the segment that took the place",
                        "ledger/Ledger.java",
                        "absent.put(id, head.account().segments());",
                        "absent.put(id, head.account().segments() + 1);"),
                Mutant.of(
                        "other contents under the same id taken for the same",
                        "account/BookReports.java",
                        "if (placed.get() == submission.contents())",
                        "if (placed.isPresent())"),
                Mutant.of(
                        "the limit not asked",
                        "account/Purse.java",
                        "return Math.min(Math.subtractExact(balance, held), withinLimit);",
                        "return Math.subtractExact(balance, held);"),
                Mutant.of(
                        "a line that fits to the last nano-euro refused",
                        "account/Purse.java",
                        "if (cost > room(hold)) {",
                        "if (cost >= room(hold)) {"),
                Mutant.of(
                        "a cost rounded down",
                        "pricing/Rate.java",
                        "fits ? (product + half) / divisor",
                        "fits ? product / divisor"),
                Mutant.of(
                        "days in UTC",
                        "account/Account.java",
                        "LocalDate.ofInstant(time, zoneThen.current())",
                        "LocalDate.ofInstant(time, java.time.ZoneOffset.UTC)"),
                Mutant.of(
                        "a month that ends without being kept",
                        "account/Account.java",
                        "same ? past : pastWithThisMonth()",
                        "past"),
                Mutant.of(
                        "a disturbed put taken for a stored one",
                        "ledger/Chain.java",
                        "} catch (TransactionConflictException disturbed) {\n            return new Put.Disturbed();",
                        "} catch (TransactionConflictException disturbed) {\n            return new Put.Stored();"),
                Mutant.of(
                        "a taken place overwritten",
                        "ledger/Chain.java",
                        "                    .item(segment.item())\n                    .conditionExpression(IF_ABSENT)\n",
                        "                    .item(segment.item())\n"),
                Mutant.of(
                        "a segment without the hash of the one before",
                        "ledger/Head.java",
                        "Segment.of(organisation, change, hash,",
                        "Segment.of(organisation, change, Segment.NO_HASH,"),
                Mutant.of(
                        "a hold that does not count",
                        "account/Holds.java",
                        "return open.stream().map(Hold::amount).reduce(Eur.ZERO, Eur::plus);",
                        "return Eur.ZERO;"),
                Mutant.of(
                        "a settlement that closes its own hold as over",
                        "account/Expiry.java",
                        "if (kept.contains(hold.id())) continue;",
                        ""),
                Mutant.of("a hold drawn on twice", "account/Purse.java", "drawn.getOrDefault(hold.id(), 0L)", "0L"),
                Mutant.of(
                        "a capture that leaves its hold open",
                        "account/Purse.java",
                        "for (var id : drawn.keySet()) holds = holds.without(id, Ending.CAPTURED);",
                        ""),
                Mutant.of("a hold closed at its very end", "account/Hold.java", "expiresAt.plus(GRACE)", "expiresAt"),
                Mutant.of(
                        "a call decided again under its key",
                        "account/Reply.java",
                        "if (known.isPresent()) {",
                        "if (known.isPresent() && key.low() < 0) {"),
                Mutant.of(
                        "a payment credited first and marked afterwards",
                        "ledger/Payments.java",
                        COMMITTED_BESIDE,
                        "var _ = " + COMMITTED_ALONE + "\n        return records.replace(before, told.posting(due));"),
                // Helicone, August 2025: the mark was looked up, but never written.
                Mutant.of(
                        "a payment whose credit is looked for in its record and never noted there",
                        "topup/Payment.java",
                        "return with(vat, checkout, buyer, refusal, facts, then);",
                        "return with(vat, checkout, buyer, refusal, facts, posted);"),
                Mutant.of(
                        "a payment marked first and credited afterwards",
                        "ledger/Payments.java",
                        COMMITTED_BESIDE,
                        "if (!records.replace(before, told.posting(due))) return false;\n        var _ = "
                                + COMMITTED_ALONE + "\n        return true;"),
                Mutant.of(
                        "all that was refunded taken back again with each refund",
                        "topup/Payment.java",
                        "new Due.ClawBack(target.clawedBackCents() - posted.clawedBackCents())",
                        "new Due.ClawBack(target.clawedBackCents())"),
                Mutant.of(
                        "of several refunds the last alone",
                        "topup/Facts.java",
                        "var more = new TreeMap<>(refunds);",
                        "var more = new TreeMap<String, Refund>();"),
                Mutant.of(
                        "a refund that failed taken for one that did not",
                        "topup/Facts.java",
                        "one.failed() || other.failed()",
                        "one.failed() && other.failed()"),
                Mutant.of(
                        "a dispute that was won taken for a lost one",
                        "topup/Fact.java",
                        "return this == OPEN || this == LOST;",
                        "return this != INQUIRY;"),
                Mutant.of(
                        "the VAT taken back as credits too",
                        "topup/Posted.java",
                        "Math.min(netCents, share)",
                        "Math.min(netCents, reversed)"),
                Mutant.of(
                        "a net share rounded down",
                        "topup/Posted.java",
                        "reversed)), total) / (2 * total)",
                        "reversed)), 0) / (2 * total)"),
                Mutant.of(
                        "a record written over what others wrote meanwhile",
                        "topup/Payment.java",
                        "version + 1,",
                        "version,"),
                Mutant.of(
                        "a top-up that leaves its key to others",
                        "account/BeginTopUp.java",
                        "List.of(new Placed(key, contents))",
                        "List.of()"));
    }

    static List<Mutant> sample() {
        return Sample.of(bugs(), A_DAY);
    }

    @Test
    void the_text_that_each_planted_bug_replaces_stands_in_its_file_once() throws IOException {
        for (var bug : bugs()) assertThat(bug.edited()).as(bug.name()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void a_planted_bug_breaks_a_law(Mutant bug, @TempDir Path scratch) throws Exception {
        var seed = bug.firstBroken(SEEDS, scratch);

        System.out.println("mutant: " + bug + ": " + seed);
        assertThat(seed).isPresent();
    }
}
