package credits.local.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Something that happened to a demo organisation. Steps come in the order of their times.
public sealed interface Action {
    /// An operator of the platform gave credits.
    ///
    /// @param idempotencyKey the `Idempotency-Key` of the call
    /// @param amount in EUR, such as `150.00`
    record GrantCredits(Instant at, String idempotencyKey, String amount, String reason) implements Action {}

    /// An owner set both limits.
    record SetLimits(Instant at, String memberId, String alertThreshold, String allowedLimit) implements Action {}

    /// Days and months began to be kept in this time zone.
    record SetTimeZone(Instant at, ZoneId zone) implements Action {}

    /// Features reported usage, in one batch of the queue.
    ///
    /// @param queuedReports one to ten, in the order of the queue
    record ReportUsage(List<QueuedReport> queuedReports) implements Action {
        public ReportUsage {
            queuedReports = List.copyOf(queuedReports);
        }
    }

    /// A message on the usage queue.
    ///
    /// @param sentAt when the queue took it
    /// @param lineCount how many lines its report has
    record QueuedReport(Instant sentAt, String body, int lineCount) {}
}
