package credits.simulation.invariants;

import java.util.List;

/// Bugs of the rules that decide what a call or a report does to an account.
final class CommandBugs {
    private CommandBugs() {}

    static List<Mutant> bugs() {
        return List.of(
                Mutant.of(
                        "the same id twice in one batch",
                        "account/command/BookReports.java",
                        "Optional.ofNullable(bookedInBatch.get(report.id()))",
                        "Optional.<Long>empty()"),
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
                        "a key far ahead of the clock taken",
                        "account/command/AdjustCredits.java",
                        "if (key.isAheadOf(now))",
                        "if (key.timestampMillis() < 0 && key.isAheadOf(now))"),
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
                        "a net share rounded down",
                        "invoicing/VatBreakdown.java",
                        "partCents)), totalCents)",
                        "partCents)), 0)"),
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
                        "an alert before anything is used",
                        "account/command/ThresholdEvents.java",
                        "after.used().isPositive() && !threshold",
                        "!threshold"),
                Mutant.of(
                        "a threshold that alerts again whenever it is saved",
                        "account/command/ThresholdEvents.java",
                        "threshold.isEmpty() || month.hasAlerted(threshold.get())",
                        "threshold.isEmpty()"),
                Mutant.of(
                        "an early alert in place of the alert at the threshold",
                        "account/command/ThresholdEvents.java",
                        "alertAmounts().reversed()",
                        "alertAmounts()"),
                Mutant.of(
                        "an alert at the highest value alone",
                        "account/command/ThresholdEvents.java",
                        "reversed().stream()",
                        "reversed().stream().limit(1)"),
                Mutant.of(
                        "a forecast announced by every commit",
                        "account/command/ThresholdEvents.java",
                        " || month.isForecastAlerted()",
                        ""),
                Mutant.of(
                        "a forecast for those who want none",
                        "account/command/ThresholdEvents.java",
                        "!after.limits().alerts().isForecastIncluded() || ",
                        ""),
                Mutant.of(
                        "a forecast that a raised limit does not allow again",
                        "account/command/ChangeLimits.java",
                        ".withForecastAlerted(false)",
                        ""),
                Mutant.of(
                        "a share of the limit that is rounded up",
                        "account/AlertValue.java",
                        "limit.nanos() % 100 * percent / 100",
                        "limit.nanos() % 100 * percent / 100 + 1"),
                Mutant.of(
                        "a forecast announced that is forgotten in storage",
                        "ledger/codec/AccountStateCodec.java",
                        "(flags & FORECAST_ALERTED) != 0",
                        "false"));
    }
}
