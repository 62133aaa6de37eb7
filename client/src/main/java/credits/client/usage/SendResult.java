package credits.client.usage;

import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UnsentReportHandler.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The result of sending one batch.
///
/// @param retry to be sent again, in their order
/// @param unsent to be passed to the [UnsentReportHandler]
record SendResult(List<PendingReport> accepted, List<PendingReport> retry, List<UnsentReport> unsent) {
    /// A report that will not be sent, and why.
    record UnsentReport(PendingReport pendingReport, Reason reason, String detail) {}

    static SendResult from(List<PendingReport> batch, List<Outcome> outcomes, Instant now, Duration deliveryTimeout) {
        var result = new SendResult(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < batch.size(); i++) result.add(batch.get(i), outcomes.get(i), now, deliveryTimeout);
        return result;
    }

    private void add(PendingReport report, Outcome outcome, Instant now, Duration deliveryTimeout) {
        switch (outcome.kind()) {
            case ACCEPTED -> accepted.add(report);
            case REJECTED -> unsent.add(new UnsentReport(report, Reason.REJECTED, outcome.detail()));
            case RETRY -> {
                var elapsed = Duration.between(report.firstAttempt().orElse(now), now);
                if (elapsed.compareTo(deliveryTimeout) < 0) retry.add(report);
                else unsent.add(new UnsentReport(report, Reason.TIMED_OUT, outcome.detail()));
            }
        }
    }

    List<PendingReport> unsentReports() {
        return unsent.stream().map(UnsentReport::pendingReport).toList();
    }
}
