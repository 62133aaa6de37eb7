package credits.local.demo;

import credits.local.demo.DemoScenario.LimitsPlan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Something a demo organisation did. Actions are ordered by time.
public sealed interface DemoAction {
    /// An operator granted credits.
    ///
    /// @param idempotencyKey the `Idempotency-Key` of the request
    /// @param amount in EUR, such as `150.00`
    record GrantCredits(Instant at, String idempotencyKey, String amount, String reason) implements DemoAction {}

    /// An owner saved the billing profile.
    record SaveBillingProfile(Instant at, String memberId, DemoBuyer buyer) implements DemoAction {}

    /// An owner started a top-up.
    ///
    /// @param idempotencyKey the `Idempotency-Key` of the request
    /// @param amount the credits in EUR, without VAT
    record BuyCredits(Instant at, String memberId, String idempotencyKey, String amount, PurchaseOutcome outcome)
            implements DemoAction {}

    /// The outcome of a top-up.
    enum PurchaseOutcome {
        /// Paid by card.
        PAID,
        /// A direct debit that the bank returned.
        RETURNED,
        /// Not paid yet.
        OPEN
    }

    /// Part of a payment was refunded on the dashboard of the payment provider.
    ///
    /// @param idempotencyKey the key of the top-up
    /// @param credits the credits that the organisation loses
    /// @param cents the cents refunded, with VAT
    record RefundPurchase(Instant at, String idempotencyKey, String credits, long cents) implements DemoAction {}

    /// A feature holds credits for work in progress.
    record HoldCredits(Instant at, String memberId, String idempotencyKey, String operation, String quantity)
            implements DemoAction {}

    /// An owner set both limits.
    record SetLimits(Instant at, String memberId, LimitsPlan limits) implements DemoAction {}

    /// The time zone of the account's days and months was set.
    record SetTimeZone(Instant at, ZoneId zone) implements DemoAction {}

    /// Features reported usage, in one batch of the queue.
    ///
    /// @param queuedReports one to ten, in the order of the queue
    record ReportUsage(List<QueuedReport> queuedReports) implements DemoAction {
        public ReportUsage {
            queuedReports = List.copyOf(queuedReports);
        }
    }

    /// A report on the usage queue.
    ///
    /// @param sentAt when it was put on the queue
    /// @param lineCount the number of lines of the report
    record QueuedReport(Instant sentAt, String body, int lineCount) {}
}
