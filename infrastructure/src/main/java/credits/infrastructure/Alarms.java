package credits.infrastructure;

import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/// The settings that all alarms share: one breaching period is enough, missing data is not breaching, and the
/// description ends with the runbook. [Pager] notifies people.
final class Alarms {
    /// The namespace of the metrics counted from logs.
    static final String NAMESPACE = "Credits";

    private Alarms() {}

    /// An alarm builder that still needs its metric and threshold.
    static Alarm.Builder of(Construct scope, String id, Runbook runbook, String sentence) {
        return Alarm.Builder.create(scope, id)
                .alarmDescription("%s What to do: %s".formatted(sentence, runbook.page()))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING);
    }
}
