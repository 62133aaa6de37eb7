package credits.infrastructure;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// Alarms on log lines that need a person's attention. A metric filter counts each phrase in the logs of the functions
/// that can write it.
final class LogAlarms extends Construct {
    private static final int DAILY = 26; // hours of silence: a day plus the variation between two nights
    private static final int QUARTER_HOURLY = 1;

    private final Settings settings;
    private final Api api;

    LogAlarms(Construct scope, Settings settings, Api api) {
        super(scope, "Logs");
        this.settings = settings;
        this.api = api;
        alarm(
                "SegmentChanged",
                Runbook.SEGMENT_CHANGED,
                "A segment was modified or removed.",
                "segment_changed",
                List.of(api.function("Announce")));
        alarm(
                "PaymentQuarantined",
                Runbook.PAYMENT_QUARANTINED,
                "A payment contradicts our record and is quarantined.",
                "payment_quarantined",
                List.of(api.function("Checkout"), api.function("Reconcile"), api.function("Webhook")));
        alarm(
                "PaymentUnsettled",
                Runbook.PAYMENT_UNSETTLED,
                "The sweep could not refresh a payment: it may be paid but not credited.",
                "payment_unsettled",
                List.of(api.function("Reconcile")));
        alarm(
                "ReconciliationDifference",
                Runbook.RECONCILIATION_DIFFERENCE,
                "Stripe's payments and our credits differ.",
                "reconciliation_difference",
                List.of(api.function("Reconcile")));
        alarm(
                "InvoiceGap",
                Runbook.INVOICE_GAP,
                "A number is missing in a series of invoices or credit notes.",
                "invoice_gap",
                List.of(api.function("Reconcile")));
        alarm(
                "InvoiceMissing",
                Runbook.INVOICE_MISSING,
                "A payment had no invoice an hour after it was paid.",
                "invoice_missing",
                List.of(api.function("Reconcile")));
        alarm(
                "CreditedTooMuch",
                Runbook.CREDITED_TOO_MUCH,
                "A refund failed after its credit note was issued.",
                "credited_too_much",
                List.of(api.function("Invoice")));
        alarm(
                "LedgerDoesNotAddUp",
                Runbook.LEDGER_DOES_NOT_ADD_UP,
                "A chain differs from what was written, or does not add up.",
                "ledger_does_not_add_up",
                List.of(api.function("Reconcile")));
        alarm(
                "CallRefused",
                Runbook.CALL_REFUSED,
                "DynamoDB refused a call: access denied or an invalid request.",
                "model.DynamoDbException",
                api.functions().stream().filter(each -> !isAlone(each)).toList());
        alarm(
                "MailRefused",
                Runbook.MAIL_REFUSED,
                "The mail service permanently rejected an e-mail.",
                "mail_refused",
                List.of(api.function("Notify")));
        // Scheduled tasks log their result even if they found nothing, so silence means that they did not run.
        silence("SweepLate", Runbook.SWEEP_LATE, "The payment sweep has not run", "replayed", QUARTER_HOURLY);
        silence(
                "ReconciliationLate",
                Runbook.RECONCILIATION_LATE,
                "The reconciliation with Stripe has not run",
                "difference_cents",
                DAILY);
        silence("PaperLate", Runbook.PAPER_LATE, "The check for missing invoices has not run", "asked_for", DAILY);
        silence("ProofLate", Runbook.PROOF_LATE, "The ledger verification has not finished", "accounts_proved", DAILY);
        bounces();
    }

    // It accesses nothing but its input.
    private static boolean isAlone(JavaFunction function) {
        return function.getNode().getId().equals("Announce");
    }

    private void alarm(String id, Runbook runbook, String sentence, String words, List<JavaFunction> functions) {
        Alarms.of(this, id, runbook, sentence)
                .metric(count(id, words, functions, Duration.minutes(5)))
                .threshold(1)
                .build();
    }

    private Metric count(String id, String words, List<JavaFunction> functions, Duration period) {
        var name = settings.stackName(id);
        for (var function : functions) {
            MetricFilter.Builder.create(this, id + "By" + function.getNode().getId())
                    .logGroup(function.logGroup())
                    .filterPattern(FilterPattern.stringValue("$.message", "=", "*" + words + "*"))
                    .metricNamespace(Alarms.NAMESPACE)
                    .metricName(name)
                    .build();
        }
        return Metric.Builder.create()
                .namespace(Alarms.NAMESPACE)
                .metricName(name)
                .statistic("Sum")
                .period(period)
                .build();
    }

    private void silence(String id, Runbook runbook, String sentence, String words, int hours) {
        Alarm.Builder.create(this, id)
                .alarmDescription("%s for %s. What to do: %s"
                        .formatted(sentence, hours == 1 ? "an hour" : hours + " hours", runbook.page()))
                .metric(count(id, words, List.of(api.function("Reconcile")), Duration.hours(1)))
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(hours)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }

    private void bounces() {
        Alarms.of(this, "MailBounces", Runbook.MAIL_BOUNCES, "E-mail bounced: a recipient is not notified.")
                .metric(Metric.Builder.create()
                        .namespace("AWS/SES")
                        .metricName("Bounce")
                        .statistic("Sum")
                        .period(Duration.minutes(15))
                        .build())
                .threshold(1)
                .build();
    }
}
