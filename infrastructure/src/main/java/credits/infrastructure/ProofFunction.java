package credits.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.constructs.Construct;

/// The function that verifies the chains every hour until the day's round is done. It reads accounts and writes to
/// none, and is the only one that can write anchors.
final class ProofFunction {
    private static final Duration TIMEOUT = Duration.minutes(15);

    private ProofFunction() {}

    static void add(Construct scope, FunctionJars jars, StageSettings settings, DataStack dataStack) {
        var proof = new JavaFunction(scope, "Proof", jars, TIMEOUT, settings);
        proof.allowRead(dataStack.accountTable(), ItemKind.ACCOUNTS, ItemKind.ORGANISATIONS);
        proof.allowGetItem(dataStack.accountTable(), ItemKind.RECONCILIATION);
        proof.allowPut(dataStack.accountTable(), ItemKind.RECONCILIATION);
        dataStack.invoiceBucket().grantAnchors(proof);
        var rule = Rule.Builder.create(scope, "Proof-prove")
                .schedule(Schedule.cron(CronOptions.builder().minute("37").build()))
                .targets(List.of(LambdaFunction.Builder.create(proof.liveAlias())
                        .event(RuleTargetInput.fromObject(Map.of("task", "prove")))
                        .build()))
                .build();
        AcceptedFinding.serverless("EventBusDLQ")
                .acceptAt(rule, "The next run makes up for a missed one; if none comes, an alarm fires.");
    }
}
