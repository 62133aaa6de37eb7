package credits.infrastructure;

import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/// What all alarms have in common: one look is enough, nothing to see is no alarm, and the description ends with the
/// page that says what to do. Who is told is [Pager]'s.
final class Alarms {
    /// Of the metrics that are counted from our logs.
    static final String NAMESPACE = "Credits";

    private Alarms() {}

    /// An alarm that still needs its metric, and the threshold that it goes off at.
    static Alarm.Builder of(Construct scope, String id, Runbook runbook, String sentence) {
        return Alarm.Builder.create(scope, id)
                .alarmDescription("%s What to do: %s".formatted(sentence, runbook.page()))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING);
    }
}
