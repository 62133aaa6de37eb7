package credits.stripe;

import credits.money.Eur;
import credits.payment.store.ReconciliationReports.ReconciliationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a reconciliation has found so far.
final class ReconciliationDifferences {
    private static final int MAX_REPORT_CHARS = 20_000;

    private final Consumer<RuntimeException> faults;
    private final List<String> lines = new ArrayList<>();
    private long compared;
    private long failed;
    private Eur difference = Eur.ZERO;

    /// @param faults receives the reason for each failed comparison
    ReconciliationDifferences(Consumer<RuntimeException> faults) {
        this.faults = faults;
    }

    /// Adds the comparison of one payment.
    ///
    /// @param line describes it if the amounts differ
    void add(Eur posted, Eur expected, String line) {
        compared++;
        if (posted.equals(expected)) return;
        difference = difference.plus(Eur.max(posted, expected).minus(Eur.min(posted, expected)));
        lines.add(line);
    }

    /// Makes a comparison that may fail; others go on whatever the reason.
    ///
    /// @param subject the account or payment
    /// @return whether it succeeded
    boolean attempt(String subject, Runnable comparison) {
        try {
            comparison.run();
            return true;
        } catch (RuntimeException fault) {
            failed++;
            lines.add(subject + ": could not be compared");
            faults.accept(fault);
            return false;
        }
    }

    ReconciliationReport report(Instant now) {
        var text = String.join("\n", lines);
        var truncated = text.substring(0, Math.min(text.length(), MAX_REPORT_CHARS));
        return new ReconciliationReport(now, compared, failed, difference, truncated);
    }
}
