package credits.usage.store;

import credits.account.command.BookReports;
import credits.account.command.BookReports.Verdict;
import credits.account.command.BookReports.Verdict.Refused;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.UnknownAccountException;
import credits.pricing.store.PriceCache;
import credits.retry.RetryPolicy;
import credits.usage.PricedReport;
import credits.usage.ReportRejection;
import credits.usage.ReportRejection.RejectionReason;
import credits.usage.UsageReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/// Prices usage reports and books them in the account of their organisation, whichever way they came.
public final class UsageLedger {
    private final Ledger ledger;
    private final PriceCache priceCache;
    private final InstantSource clock;

    /// @param clock tells which months are over
    public UsageLedger(Ledger ledger, PriceCache priceCache, InstantSource clock) {
        this.ledger = ledger;
        this.priceCache = priceCache;
        this.clock = clock;
    }

    /// A report and the time when it was sent, by AWS's clock.
    public record SentReport(UsageReport report, Instant sentAt) {}

    /// Books `reports`, at least one and all of `organisation`, in as few commits as possible. Passes them with
    /// their verdicts to `verdicts`, in order, each once it is durable. If it throws, the reports without one are
    /// undecided.
    public void book(
            OrganisationId organisation,
            List<SentReport> reports,
            RetryPolicy retryPolicy,
            BiConsumer<PricedReport, Verdict> verdicts) {
        var prices = priceCache.upTo(latestUse(reports));
        var priced = reports.stream()
                .map(sent -> PricedReport.of(sent.report(), sent.sentAt(), prices))
                .toList();
        for (int done = 0; done < priced.size(); ) {
            var remaining = new BookReports(priced.subList(done, priced.size()), clock.instant());
            var decided = decide(organisation, remaining, retryPolicy);
            for (var verdict : decided) verdicts.accept(priced.get(done++), verdict);
        }
    }

    private List<Verdict> decide(OrganisationId organisation, BookReports reports, RetryPolicy retryPolicy) {
        try {
            return ledger.commit(organisation, reports, retryPolicy);
        } catch (UnknownAccountException unknown) {
            var why = new ReportRejection(RejectionReason.UNKNOWN_ORGANISATION, "subject: has no account");
            return Collections.nCopies(reports.reports().size(), new Refused(why));
        }
    }

    private static Instant latestUse(List<SentReport> reports) {
        return reports.stream()
                .flatMap(sent -> sent.report().lines().stream())
                .map(line -> line.usedAt())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
