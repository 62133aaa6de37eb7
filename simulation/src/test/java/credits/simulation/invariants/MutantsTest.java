package credits.simulation.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the invariants themselves: each of these bugs, planted into our sources, violates one within a few hundred
/// seeds. The normal run samples a few of them and checks that each still applies; `-Dfull=true` runs them all, and
/// `-Dbug=…` those whose name the pattern matches.
class MutantsTest {
    private static final int SEEDS = 400;
    private static final int A_DAY = 6;
    private static final String COMMIT_WITH_RECORD =
            "return ledger.commit(updated.organisation(), toCommand(pending, updated.id(), now), alsoWrite)\n                .isPresent();";
    private static final String COMMIT_ALONE =
            "ledger.commit(updated.organisation(), toCommand(pending, updated.id(), now), List.of());";

    static List<Mutant> bugs() {
        return Stream.of(ledgerBugs(), LeaseBugs.bugs()).flatMap(List::stream).toList();
    }

    private static List<Mutant> ledgerBugs() {
        return List.of(
                Mutant.of(
                        "a hole between what is new and what is known",
                        "ledger/KnownIds.java",
                        "segmentStore.recordedIds(organisation, first, last)",
                        "segmentStore.recordedIds(organisation, first + 1, last)"),
                Mutant.of(
                        "the same id twice in one batch",
                        "account/command/BookReports.java",
                        "Optional.ofNullable(bookedInBatch.get(report.id()))",
                        "Optional.<Long>empty()"),
                Mutant.of(
                        "an eventually consistent look-up",
                        "ledger/SegmentStore.java",
                        ".projectionExpression(TableKeys.SORT_KEY + \", v, prev, #state, ids, earlier\")",
                        ".projectionExpression(TableKeys.SORT_KEY + \", v, prev, #state, ids, earlier\").consistentRead(false)"),
                Mutant.of(
                                "a reset that forgets to raise low",
                                "ledger/codec/IdWatermarks.java",
                                "lowWatermark.max(highWatermark)",
                                "lowWatermark")
                        .in(ProofRehearsal.class),
                Mutant.of(
                        "a ring of recent ids alone",
                        "ledger/codec/RecentIds.java",
                        "return id.timestampMillis() <= markMillis || hashes.contains(hashOf(id));",
                        "return hashes.contains(hashOf(id));"),
                Mutant.of(
                        "a mark one too low",
                        "ledger/codec/RecentIds.java",
                        "long mark = timestampMillis(hashes.get(count));",
                        "long mark = timestampMillis(hashes.get(count)) - 1;"),
                Mutant.of(
                        "the newest short hashes left out instead of the oldest",
                        "ledger/codec/RecentIds.java",
                        "hashes.subList(0, count)",
                        "hashes.subList(hashes.size() - count, hashes.size())"),
                Mutant.of(
                        "a hash taken for an id",
                        "ledger/BackwardSearch.java",
                        "                if (missing.remove(recordedId.id()))\n                    found.put(",
                        """
                                        var same = missing.stream().filter(id -> credits.ledger.codec.RecentIds.hashOf(id)
                                                == credits.ledger.codec.RecentIds.hashOf(recordedId.id())).findFirst();
                                        if (same.isPresent() && missing.remove(same.get()))
                                            found.put(same.get(), new RecordedIdLocation(segment.segmentNumber(), recordedId.contentHash()));
                                        if (missing.remove(recordedId.id()))
                                            found.put("""),
                Mutant.of(
                        "the limit read before the commit",
                        "account/command/BookReports.java",
                        "    @Override\n    public List<UniqueId> ids() {",
                        """
                            private static final Map<Object, credits.account.SpendingLimits> READ = new java.util.IdentityHashMap<>();

                            @Override
                            public List<UniqueId> ids() {""",
                        "new UsagePosting(account, now, lookup)",
                        "new UsagePosting(account.withLimits(READ.computeIfAbsent(this, _ -> account.limits())), now, lookup)"),
                Mutant.of(
                        "a refusal on a stale head",
                        "ledger/Commit.java",
                        "if (base.isFresh()) yield new Result.Done<>(outcome);",
                        "if (base.head() != null) yield new Result.Done<>(outcome);"),
                Mutant.of(
                        "the month from processing time",
                        "account/command/UsagePosting.java",
                        "return latestUse.isBefore(monthStart) ? monthStart : latestUse;",
                        "return Instant.now();"),
                Mutant.of(
                        "late usage booked in a month that readers have seen end",
                        "account/command/UsagePosting.java",
                        "return latestUse.isBefore(monthStart) ? monthStart : latestUse;",
                        "return latestUse;"),
                Mutant.of(
                        "usage that waited booked in a month that readers have seen end",
                        "account/command/UsagePosting.java",
                        "now.isAfter(sentAt) ? now : sentAt",
                        "sentAt"),
                Mutant.of(
                        "no look into the ledger before booking",
                        "ledger/CommitSteps.java",
                        "if (!possiblyRecorded.isEmpty()) {",
                        "if (possiblyRecorded.isEmpty()) {"),
                Mutant.of(
                        "short hashes left out without moving the mark",
                        "ledger/codec/RecentIds.java",
                        "return new RecentIds(mark, kept);",
                        "return new RecentIds(markMillis, kept);"),
                Mutant.of(
                        "a look-up that stops where the id was made, though its maker's clock may be ahead",
                        "ledger/BackwardSearch.java",
                        "id.isAheadOf(clockTime)",
                        "id.timestampMillis() > clockTime.toEpochMilli()"),
                Mutant.of(
                        "a key far ahead of the clock taken",
                        "account/command/AdjustCredits.java",
                        "if (key.isAheadOf(now))",
                        "if (key.timestampMillis() < 0 && key.isAheadOf(now))"),
                Mutant.of(
                        "a look-up that forgets the segments behind the last page",
                        "ledger/BackwardSearch.java",
                        "visit(knownIds.read(organisation, tailStart, head.account().segmentCount(), hashBefore), tailStart);",
                        "visit(knownIds.read(organisation, head.account().segmentCount() - 1, head.account().segmentCount(), hashBefore), tailStart);"),
                Mutant.of(
                        "an id that was not there once never looked for again",
                        "ledger/CommitSteps.java",
                        "if (head.mayContain(id)) possiblyRecorded.add(id);",
                        "if (head.mayContain(id) && !searched.containsKey(id)) possiblyRecorded.add(id);"),
                Mutant.of(
                        "a look-up that leaves out the segment that took the place",
                        "ledger/BackwardSearch.java",
                        "visit(knownIds.read(organisation, tailStart, head.account().segmentCount(), hashBefore), tailStart);",
                        "visit(knownIds.read(organisation, tailStart, head.account().segmentCount() - 1, Optional.empty()), tailStart);"),
                Mutant.of(
                        "other contents under the same id taken for the same",
                        "account/command/BookReports.java",
                        "if (bookedHash.get() == report.contentHash())",
                        "if (bookedHash.isPresent())"),
                Mutant.of(
                        "the limit not asked",
                        "account/command/SpendableFunds.java",
                        "return Math.min(Math.subtractExact(balance, held), withinLimit);",
                        "return Math.subtractExact(balance, held);"),
                Mutant.of(
                        "a line that fits to the last nano-euro refused",
                        "account/command/SpendableFunds.java",
                        "if (costNanos > spendable(hold)) {",
                        "if (costNanos >= spendable(hold)) {"),
                Mutant.of(
                        "a cost rounded down",
                        "pricing/UnitRate.java",
                        "fitsInLong ? (product + half) / divisor",
                        "fitsInLong ? product / divisor"),
                Mutant.of(
                        "days in UTC",
                        "account/Account.java",
                        "LocalDate.ofInstant(newAccountingTime, newTimeZone.current())",
                        "LocalDate.ofInstant(newAccountingTime, java.time.ZoneOffset.UTC)"),
                Mutant.of(
                        "a month that ends without being kept",
                        "account/Account.java",
                        "isSameMonth ? pastMonths : pastMonthsWithCurrent()",
                        "pastMonths"),
                Mutant.of(
                        "a disturbed put taken for a stored one",
                        "ledger/SegmentStore.java",
                        "} catch (TransactionConflictException contended) {\n            return new AppendResult.PlaceTaken();",
                        "} catch (TransactionConflictException contended) {\n            return new AppendResult.Appended();"),
                Mutant.of(
                        "a taken place overwritten",
                        "ledger/SegmentStore.java",
                        ".item(SegmentRun.toItem(run)).conditionExpression(TableKeys.IF_ABSENT));",
                        ".item(SegmentRun.toItem(run)));"),
                Mutant.of(
                        "a segment without the hash of the one before",
                        "ledger/ChainHead.java",
                        "change,\n                hash,",
                        "change,\n                Segment.NO_HASH,"),
                Mutant.of(
                        "a hold that does not count",
                        "account/AccountHolds.java",
                        ".filter(hold -> !hold.isOverdue(clockTime) || keptHolds.contains(hold.id()))",
                        ".filter(_ -> false)"),
                Mutant.of(
                        "a hold that any feature settles",
                        "account/command/AuthorizationReply.java",
                        "hold.source().equals(source) ?",
                        "!hold.source().isEmpty() ?"),
                Mutant.of(
                        "a settlement that closes its own hold as over",
                        "account/command/HoldExpiry.java",
                        "if (keptHolds.contains(hold.id())) continue;",
                        ""),
                Mutant.of(
                        "a hold drawn on twice",
                        "account/command/SpendableFunds.java",
                        "drawnByHold.getOrDefault(hold.id(), 0L)",
                        "0L"),
                Mutant.of(
                        "a capture that leaves its hold open",
                        "account/command/SpendableFunds.java",
                        "for (var id : drawnByHold.keySet()) holds = holds.withClosed(id, HoldOutcome.CAPTURED);",
                        ""),
                Mutant.of(
                        "a hold closed at its very end",
                        "account/Hold.java",
                        "expiresAt.plus(GRACE_PERIOD)",
                        "expiresAt"),
                Mutant.of(
                        "a call decided again under its key",
                        "account/command/AuthorizationReply.java",
                        "if (location.isPresent()) {",
                        "if (location.isPresent() && key.low() < 0) {"),
                Mutant.of(
                        "a payment credited first and marked afterwards",
                        "payment/store/PaymentLedger.java",
                        COMMIT_WITH_RECORD,
                        "var _ = " + COMMIT_ALONE
                                + "\n        return store.replace(before, updated.withPosted(pending));"),
                // Helicone, August 2025: the mark was looked up, but never written.
                Mutant.of(
                        "a payment whose credit is looked for in its record and never noted there",
                        "payment/Payment.java",
                        "return copyWith(vat, checkoutSession, buyer, reason, state, newPosted);",
                        "return copyWith(vat, checkoutSession, buyer, reason, state, postedAmounts);"),
                Mutant.of(
                        "a payment marked first and credited afterwards",
                        "payment/store/PaymentLedger.java",
                        COMMIT_WITH_RECORD,
                        "if (!store.replace(before, updated.withPosted(pending))) return false;\n        var _ = "
                                + COMMIT_ALONE + "\n        return true;"),
                Mutant.of(
                        "all reversals clawed back again with each refund",
                        "payment/Payment.java",
                        "new PendingPosting.Clawback(target.clawedBack().minus(postedAmounts.clawedBack()))",
                        "new PendingPosting.Clawback(target.clawedBack())"),
                Mutant.of(
                        "of several refunds the last alone",
                        "payment/PaymentState.java",
                        "var more = new TreeMap<>(refunds);",
                        "var more = new TreeMap<String, Refund>();"),
                Mutant.of(
                        "a refund that failed taken for one that did not",
                        "payment/PaymentState.java",
                        "one.hasFailed() || other.hasFailed()",
                        "one.hasFailed() && other.hasFailed()"),
                Mutant.of(
                        "a dispute that was won taken for a lost one",
                        "payment/PaymentUpdate.java",
                        "return this == OPEN || isLost();",
                        "return this != INQUIRY;"),
                Mutant.of(
                        "a dispute that was won and then lost taken for a won one",
                        "payment/PaymentUpdate.java",
                        "return this == LOST || this == OVERTURNED;",
                        "return this == LOST;"),
                Mutant.of(
                        "the VAT clawed back as credits too",
                        "payment/PostedAmounts.java",
                        "Eur.min(net, netShare)",
                        "Eur.min(net, state.reversed())"),
                Mutant.of(
                        "a net share rounded down",
                        "invoicing/VatBreakdown.java",
                        "partCents)), totalCents)",
                        "partCents)), 0)"),
                Mutant.of(
                        "a record written over what others wrote meanwhile",
                        "payment/Payment.java",
                        "version + 1,",
                        "version,"),
                Mutant.of(
                        "a state that keeps the holds that were closed first",
                        "account/AccountHolds.java",
                        "if (closedHolds.size() > MAX_CLOSED) closedHolds.removeFirst();",
                        "if (closedHolds.size() > MAX_CLOSED) closedHolds.remove(MAX_CLOSED - 1);"),
                Mutant.of(
                        "one hold more than may be open",
                        "account/AccountHolds.java",
                        "return open.size() < MAX_OPEN &&",
                        "return open.size() <= MAX_OPEN &&"),
                Mutant.of(
                        "refusals of a second never forgotten",
                        "account/Account.java",
                        "isSameSecond ? holds : holds.withRefusals(0)",
                        "isSameSecond ? holds : holds.withRefusals(holds.refusalsThisSecond())"),
                Mutant.of(
                        "the end of a forgotten hold never looked up",
                        "account/command/AuthorizationReply.java",
                        ".or(() -> lookup.findHoldOutcome(id))",
                        ""),
                Mutant.of(
                        "a release noted as captured",
                        "account/command/ReleaseHold.java",
                        "withClosed(authorizationId, HoldOutcome.RELEASED)",
                        "withClosed(authorizationId, HoldOutcome.CAPTURED)"),
                Mutant.of(
                        "credits that leave a balance exhausted",
                        "account/command/AccountUpdate.java",
                        "? changed.withMonth(changed.monthToDate().withBalanceExhausted(false))",
                        "? changed"),
                Mutant.of(
                        "a month that resets at midnight of the old time zone",
                        "account/Account.java",
                        ".map(next -> laterOf(resetInCurrentZone, startOf(nextMonth, next)))",
                        ".map(_ -> resetInCurrentZone)"),
                Mutant.of(
                        "a clawback added instead of taken",
                        "account/command/ClawBackCredits.java",
                        "update.currentWithCredits(Eur.ZERO.minus(amount))",
                        "update.currentWithCredits(amount)"),
                Mutant.of(
                        "an amount of 60 bits packed without room for its exponent",
                        "ledger/codec/BinaryWriter.java",
                        "Long.SIZE - EXPONENT_BITS - 2",
                        "Long.SIZE - EXPONENT_BITS"),
                Mutant.of(
                        "a limit still reached when it is lifted",
                        "account/command/ChangeLimits.java",
                        "if (newLimits.allowedLimit().isEmpty()) return true;",
                        "if (newLimits.allowedLimit().isEmpty()) return false;"),
                Mutant.of(
                        "an expired hold that still pays",
                        "account/command/SpendableFunds.java",
                        ".filter(hold -> !hold.isOverdue(clockTime) || keptHolds.contains(hold.id()))",
                        ""),
                Mutant.of(
                        "all expired holds closed by one commit",
                        "account/command/HoldExpiry.java",
                        "if (events.size() == AccountHolds.MAX_EXPIRIES_PER_COMMIT) break;",
                        ""),
                Mutant.of(
                        "an expired hold recorded without its member and reference",
                        "account/command/HoldExpiry.java",
                        "lookup.complete(hold).toReleasedReport()",
                        "hold.toReleasedReport()"),
                Mutant.of(
                        "a capture recorded without its member and reference",
                        "account/command/CaptureHold.java",
                        "lookup.complete(hold), lookup",
                        "hold, lookup"),
                Mutant.of(
                        "more categories than a month has room for",
                        "account/MonthToDate.java",
                        "all.size() < MAX_NAMED_CATEGORIES ||",
                        "all.size() <= MAX_NAMED_CATEGORIES ||"),
                Mutant.of(
                        "a top-up that leaves its key to others",
                        "account/command/BeginTopUp.java",
                        "List.of(new RecordedId(key, contentHash))",
                        "List.of()"),
                Mutant.of(
                        "the first segment before the organisation is listed",
                        "ledger/CommitSteps.java",
                        "        if (run.getFirst().number() == 0) organisations.register(run.getFirst().organisation());\n        return alsoWrite",
                        "        var result = alsoWrite",
                        "segmentStore.append(run.getFirst(), alsoWrite);",
                        """
                        segmentStore.append(run.getFirst(), alsoWrite);
                                if (run.getFirst().number() == 0 && result instanceof SegmentStore.AppendResult.Appended)
                                    organisations.register(run.getFirst().organisation());
                                return result;"""),
                Mutant.of(
                                "a page of the index believed whatever it was made from",
                                "ledger/BackwardSearch.java",
                                "page.filter(each -> isPrecededBy(each.lastHash()))",
                                "page")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                                "an earlier search believed whatever segments it read",
                                "ledger/BackwardSearch.java",
                                "range.end() == position && isPrecededBy(range.lastHash())",
                                "range.end() == position")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                        "what was searched for one id taken as searched for all",
                        "ledger/BackwardSearch.java",
                        "if (range.isEmpty()) return false;",
                        "if (range.isEmpty()) continue;",
                        "pageNumber = nearest.orElseThrow()",
                        "if (nearest.isEmpty()) return false;\n        pageNumber = nearest.orElseThrow()"),
                Mutant.of(
                        "a search that counts the block that it had no time for",
                        "ledger/BackwardSearch.java",
                        "new SearchedRange(position, here.end()",
                        "new SearchedRange(position - segmentsPerPage, here.end()"),
                Mutant.of(
                                "a call that fails with the page that it cannot write",
                                "ledger/IndexPageStore.java",
                                "            return false;",
                                "            throw fault;")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                                "a worker that believes itself after a restore",
                                "ledger/KnownIds.java",
                                ".filter(known -> known.hash().equals(hash))",
                                ".filter(known -> known.ids().segmentNumber() == number)")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                                "an old head believed",
                                "ledger/CommitSteps.java",
                                ".map(own -> new DecisionBase(own, false, Optional.empty()))",
                                ".map(own -> new DecisionBase(own, true, Optional.empty()))")
                        .in(FarBehindRehearsal.class),
                Mutant.of(
                        "a head read where it may be old",
                        "ledger/SegmentStore.java",
                        "        var newest = dynamo.query(rangeQuery(organisation, 0, number)\n",
                        "        var newest = dynamo.query(rangeQuery(organisation, 0, number).consistentRead(false)\n"),
                Mutant.of(
                                "a second report of an unmatched refund replaces the first",
                                "payment/store/UnmatchedReversals.java",
                                "case Refund(var id, var amount, var failed) -> id + \"#\" + amount.toCents() + \"#\" + failed;",
                                "case Refund refund -> refund.id();")
                        .in(UnmatchedReversalsRehearsal.class),
                Mutant.of(
                                "the proof does not look at time zones",
                                "ledger/verification/TimeAudit.java",
                                "isClockConsistent() && isZoneConsistent() && isDayConsistent()",
                                "isClockConsistent() && isDayConsistent()")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof lets the clock go back",
                                "ledger/verification/TimeAudit.java",
                                "|| clock.isBefore(before.clockTime())",
                                "")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof does not look at the low watermark",
                                "ledger/verification/WindowReplay.java",
                                "&& (stated.lowWatermark().equals(low)",
                                "&& (stated.lowWatermark().equals(stated.lowWatermark())")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the short hashes as they are",
                                "ledger/verification/WindowReplay.java",
                                "&& stated.hashes().equals(List.copyOf(known))",
                                "")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the mark as it is",
                                "ledger/verification/WindowReplay.java",
                                "return stated.markMillis() == mark && ",
                                "return ")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the events as they are",
                                "ledger/verification/AccountAudit.java",
                                "if (!change.events().equals(expectedEvents()))",
                                "if (!change.events().equals(change.events()))")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the closed holds as they are",
                                "ledger/verification/HoldsReplay.java",
                                "return stated.closed().equals(closed)",
                                "return stated.closed().size() >= 0")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof takes the month's flags as they are",
                                "ledger/verification/AccountAudit.java",
                                "if (!thresholds.areFlagsConsistent())",
                                "if (!thresholds.equals(thresholds))")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof does not compare with the anchor",
                                "ledger/verification/ChainVerifier.java",
                                "Stream.concat(anchor.stream(), ",
                                "Stream.concat(Stream.<ChainAnchor>empty(), ")
                        .in(ProofRehearsal.class),
                Mutant.of(
                                "the proof forgets that a capture too dear keeps its hold",
                                "ledger/verification/EntriesReplay.java",
                                "(mayKeepOne ? 1 : 0)",
                                "0")
                        .in(RefusedCaptureRehearsal.class),
                Mutant.of(
                        "an alert before anything is used",
                        "account/command/ThresholdEvents.java",
                        "after.used().isPositive() && !threshold",
                        "!threshold"),
                Mutant.of(
                        "a threshold that alerts again whenever it is saved",
                        "account/command/ThresholdEvents.java",
                        "if (!isReached || month.hasAlerted(threshold.get())) return month;",
                        "if (!isReached) return month;"),
                combined(
                        "a waiting call taken twice",
                        "ledger/CombinedCommit.java",
                        "if (next.mayContain(call.key())) continue;",
                        "if (head.mayContain(call.key())) continue;"),
                combined(
                        "a waiting call taken that may have been decided",
                        "ledger/CombinedCommit.java",
                        "if (next.mayContain(call.key())) continue;",
                        "if (call.key().equals(command.key())) continue;"),
                combined(
                        "calls that wait for ever for one whose worker is gone",
                        "ledger/CombinedCommit.java",
                        "if (waiting.isEmpty() && !isFirst(base.head()))",
                        "if (!isFirst(base.head()))"),
                combined(
                        "an answer lost with the place in the chain",
                        "ledger/CombinedCommit.java",
                        "yield isAppended(run) ? Optional.of(reply) : Optional.empty();",
                        "var _ = isAppended(run);\n                yield Optional.of(reply);"),
                combined(
                        "all waiting calls decided on the state before the first",
                        "ledger/CombinedCommit.java",
                        "var decided = decide(call, next);",
                        "var decided = decide(call, head);"),
                combined(
                        "a decision of another worker told as one's own",
                        "ledger/CombinedCommit.java",
                        "new AuthorizationReply.DecidedByAnother(segment.toChange())",
                        "new AuthorizationReply.Decided(segment.toChange())"),
                combined(
                        "a hold settled for another without its member and reference",
                        "ledger/WaitingCallStore.java",
                        "line.usedAt(), member, reference,",
                        "line.usedAt(), Optional.empty(), Optional.empty(),"),
                combined(
                        "a segment in the item of another that nobody finds",
                        "ledger/SegmentStore.java",
                        "return number == 0\n",
                        "return number >= 0\n"),
                combined(
                        "events in the item of another segment that the stream does not see",
                        "ledger/SegmentRun.java",
                        "var _ = item.putIfAbsent(\"events\",",
                        "var _ = Map.of(\"events\","));
    }

    private static Mutant combined(String name, String file, String... edits) {
        return Mutant.of(name, file, edits).in(CombinedCallsRehearsal.class);
    }

    static List<Mutant> sample() {
        var part = System.getProperty("bug");
        if (part == null) return Sample.of(bugs(), A_DAY);
        var pattern = Pattern.compile(part);
        return bugs().stream().filter(bug -> pattern.matcher(bug.name()).find()).toList();
    }

    @Test
    void the_text_that_a_planted_bug_replaces_occurs_once_in_its_file() throws IOException {
        for (var bug : bugs()) assertThat(bug.editedSource()).as(bug.name()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void a_planted_bug_breaks_an_invariant(Mutant bug, @TempDir Path scratch) throws Exception {
        var seed = bug.firstFailingSeed(SEEDS, scratch);

        System.out.println("mutant: " + bug + ": " + seed);
        assertThat(seed).isPresent();
    }
}
