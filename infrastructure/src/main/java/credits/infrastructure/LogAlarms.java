package credits.infrastructure;

import credits.logging.AlarmName;
import credits.logging.LogWord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// Alarms on log lines that need a person's attention. A metric filter counts each phrase in the logs of the functions
/// that can write it.
final class LogAlarms extends Construct {
    private static final int DAILY_SILENCE_HOURS = 26; // hours of silence: a day plus the variation between two nights
    private static final int SWEEP_SILENCE_HOURS = 1;
    private static final Duration COUNTING_PERIOD = Duration.minutes(5);
    // Retries, the sweep and the hourly verification log the same again: it is one incident, and one e-mail,
    // until it has been quiet for two hours.
    private static final Set<String> REPEATED = Set.of("CallRefused", "LedgerDoesNotAddUp", "PaymentUnsettled");
    private static final int QUIET_PERIODS = 24;

    private final StageSettings settings;
    private final ApiStack apiStack;

    LogAlarms(Construct scope, StageSettings settings, ApiStack apiStack) {
        super(scope, "Logs");
        this.settings = settings;
        this.apiStack = apiStack;
        addAlarm(
                "SegmentChanged",
                AlarmName.SEGMENT_CHANGED,
                "A segment was modified or removed.",
                List.of(apiStack.function("Announce")));
        addAlarm(
                "PaymentQuarantined",
                AlarmName.PAYMENT_QUARANTINED,
                "A payment contradicts our record, or the evidence for its VAT, and is set aside.",
                List.of(apiStack.function("Checkout"), apiStack.function("Reconcile"), apiStack.function("Webhook")));
        addAlarm(
                "PaymentUnsettled",
                AlarmName.PAYMENT_UNSETTLED,
                "The sweep could not refresh a payment: it may be paid but not credited.",
                List.of(apiStack.function("Reconcile")));
        addAlarm(
                "ReconciliationDifference",
                AlarmName.RECONCILIATION_DIFFERENCE,
                "Stripe's payments and our credits differ.",
                List.of(apiStack.function("Reconcile")));
        addAlarm(
                "InvoiceGap",
                AlarmName.INVOICE_GAP,
                "A number is missing in a series of invoices or credit notes.",
                List.of(apiStack.function("Reconcile")));
        addAlarm(
                "InvoiceMissing",
                AlarmName.INVOICE_MISSING,
                "A payment had no invoice an hour after it was paid.",
                List.of(apiStack.function("Reconcile")));
        addAlarm(
                "CreditedTooMuch",
                AlarmName.CREDITED_TOO_MUCH,
                "A refund failed after its credit note was issued.",
                List.of(apiStack.function("Invoice")));
        addAlarm(
                "LedgerDoesNotAddUp",
                AlarmName.LEDGER_DOES_NOT_ADD_UP,
                "A chain differs from what was written, or does not add up.",
                List.of(apiStack.function("Proof")));
        addAlarm(
                "CallRefused",
                Runbook.CALL_REFUSED,
                "DynamoDB refused a call: access denied or an invalid request.",
                "model.DynamoDbException",
                apiStack.functions().stream()
                        .filter(each -> !hasNoDependencies(each))
                        .toList());
        addAlarm(
                "MailRefused",
                AlarmName.MAIL_REFUSED,
                "The mail service permanently rejected an e-mail.",
                List.of(apiStack.function("Notify")));
        // Scheduled tasks log their result even if they found nothing, so silence means that they did not run.
        addSilenceAlarm(
                "SweepLate",
                Runbook.SWEEP_LATE,
                "The payment sweep has not run",
                LogWord.REPLAYED,
                "Reconcile",
                SWEEP_SILENCE_HOURS);
        addSilenceAlarm(
                "ReconciliationLate",
                Runbook.RECONCILIATION_LATE,
                "The reconciliation with Stripe has not run",
                LogWord.DIFFERENCE_CENTS,
                "Reconcile",
                DAILY_SILENCE_HOURS);
        addSilenceAlarm(
                "PaperLate",
                Runbook.PAPER_LATE,
                "The check for missing invoices has not run",
                LogWord.ASKED_FOR,
                "Reconcile",
                DAILY_SILENCE_HOURS);
        addSilenceAlarm(
                "ProofLate",
                Runbook.PROOF_LATE,
                "The ledger verification has not finished",
                LogWord.ACCOUNTS_PROVED,
                "Proof",
                DAILY_SILENCE_HOURS);
        addBounceAlarm();
    }

    // It accesses nothing but its input.
    private static boolean hasNoDependencies(JavaFunction function) {
        return function.getNode().getId().equals("Announce");
    }

    private void addAlarm(String id, AlarmName name, String summary, List<JavaFunction> functions) {
        addAlarm(id, Runbook.of(name), summary, name.text(), functions);
    }

    private void addAlarm(String id, Runbook runbook, String summary, String pattern, List<JavaFunction> functions) {
        var alarm = RunbookAlarm.builder(this, id, runbook, summary)
                .metric(countMetric(id, pattern, functions, COUNTING_PERIOD))
                .threshold(1);
        if (REPEATED.contains(id)) alarm.evaluationPeriods(QUIET_PERIODS).datapointsToAlarm(1);
        alarm.build();
    }

    private Metric countMetric(String id, String pattern, List<JavaFunction> functions, Duration period) {
        var name = settings.stackName(id);
        for (var function : functions) {
            MetricFilter.Builder.create(this, id + "By" + function.getNode().getId())
                    .logGroup(function.logGroup())
                    .filterPattern(FilterPattern.stringValue("$.message", "=", "*" + pattern + "*"))
                    .metricNamespace(RunbookAlarm.NAMESPACE)
                    .metricName(name)
                    .build();
        }
        return Metric.Builder.create()
                .namespace(RunbookAlarm.NAMESPACE)
                .metricName(name)
                .statistic("Sum")
                .period(period)
                .build();
    }

    private void addSilenceAlarm(String id, Runbook runbook, String summary, LogWord word, String function, int hours) {
        // Short periods, so that an hour ends in time; alarms longer than a day must have periods of an hour.
        var period = hours == 1 ? Duration.minutes(15) : Duration.hours(1);
        Alarm.Builder.create(this, id)
                .alarmDescription("%s for %s. What to do: %s"
                        .formatted(summary, hours == 1 ? "an hour" : hours + " hours", runbook.path()))
                .metric(filledMetric(
                        countMetric(id, word.text(), List.of(apiStack.function(function)), period), period))
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(hours * 60 / period.toMinutes().intValue())
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }

    // Nothing logged is no data, for which CloudWatch looks at older periods. A count of zero is data.
    private static MathExpression filledMetric(Metric metric, Duration period) {
        return MathExpression.Builder.create()
                .expression("FILL(lines, 0)")
                .usingMetrics(Map.of("lines", metric))
                .period(period)
                .label("lines")
                .build();
    }

    private void addBounceAlarm() {
        RunbookAlarm.builder(this, "MailBounces", Runbook.MAIL_BOUNCES, "E-mail bounced: a recipient is not notified.")
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
