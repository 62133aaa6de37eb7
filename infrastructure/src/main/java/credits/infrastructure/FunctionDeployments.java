package credits.infrastructure;

import credits.infrastructure.JavaFunction.FailureMode;
import credits.logging.LogWord;
import credits.retry.ServiceUnavailableException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.LambdaApplication;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.JsonPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// Gradual deployments of the functions: traffic shifts to a new version as the stage's [Rollout] says, and shifts back
/// when its alarm goes off.
///
/// An alarm watches the newest version alone, so that neither a fault of the old one nor a message that no
/// version can process blocks the deployment that fixes it. Alarm and metric have the version in their names:
/// CloudWatch leaves the state of an alarm that it updates as it was, and an alarm looks back.
final class FunctionDeployments extends Construct {
    // Two failing minutes of fifteen: soon enough to roll back within the five minutes of a canary, and often
    // enough for what is retried every six minutes to be one incident and one e-mail.
    private static final int EVALUATED_MINUTES = 15;
    private static final int FAILING_MINUTES = 2;
    private static final int MAX_FAILURES_PERCENT = 5;
    // These are called so often that single failures say nothing, and only their share does.
    private static final Set<String> BUSY_FUNCTIONS = Set.of("Authorization", "Debit", "Usage");

    // Called a few times a year: there is no traffic that could be shifted or show that a version fails.
    private static final Set<String> RARELY_CALLED_FUNCTIONS = Set.of("Privacy");

    private final StageSettings settings;
    private final LambdaApplication application;
    private final Role role;

    FunctionDeployments(Construct scope, StageSettings settings, List<JavaFunction> functions) {
        super(scope, "Deployments");
        this.settings = settings;
        application = LambdaApplication.Builder.create(this, "Application").build();
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
                .build();
        AcceptedFinding.awsSolutions(
                        "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]")
                .acceptAt(role, "AWS's managed policy for shifting an alias; AWS keeps it in step with CodeDeploy.");
        functions.stream()
                .filter(function ->
                        !RARELY_CALLED_FUNCTIONS.contains(function.getNode().getId()))
                .forEach(this::addDeploymentGroup);
    }

    private void addDeploymentGroup(JavaFunction function) {
        var name = function.getNode().getId();
        var alarm = failureAlarm(name, function);
        var group = LambdaDeploymentGroup.Builder.create(this, name)
                .application(application)
                .alias(function.liveAlias())
                .deploymentConfig(settings.rollout().deploymentConfig())
                .role(role)
                .alarms(settings.skipAlarm() ? List.of() : List.of(alarm))
                .autoRollback(AutoRollbackConfig.builder()
                        .deploymentInAlarm(!settings.skipAlarm())
                        .failedDeployment(true)
                        .build())
                .build();
        // The group must have the alarm of the new version before that gets its first call.
        function.liveAlias().getNode().addDependency(group);
    }

    private Alarm failureAlarm(String name, JavaFunction function) {
        var isBusy = BUSY_FUNCTIONS.contains(name);
        return RunbookAlarm.builder(this, name + "Fails", Runbook.FUNCTION_FAILS, name + " fails.")
                .alarmName(settings.stackName(name + "-fails-") + function.newestVersion())
                .metric(failureMetric(name, function, isBusy))
                .threshold(isBusy ? MAX_FAILURES_PERCENT : 1)
                .evaluationPeriods(EVALUATED_MINUTES)
                .datapointsToAlarm(FAILING_MINUTES)
                .build();
    }

    private IMetric failureMetric(String name, JavaFunction function, boolean isBusy) {
        var metrics = new TreeMap<String, IMetric>();
        metrics.put("errors", function.metricOfNewestVersion("Errors"));
        var failures = "FILL(errors, 0)";
        if (function.failureMode() != FailureMode.THROWN) {
            metrics.put("faults", faultMetric(name, function));
            failures += " + FILL(faults, 0)";
        }
        if (isBusy) metrics.put("invocations", function.metricOfNewestVersion("Invocations"));
        return MathExpression.Builder.create()
                .expression(isBusy ? "100 * (" + failures + ") / invocations" : failures)
                .usingMetrics(metrics)
                .period(Duration.minutes(1))
                .label(isBusy ? "failures in percent" : "failures")
                .build();
    }

    private Metric faultMetric(String name, JavaFunction function) {
        var filter = MetricFilter.Builder.create(this, name + "Faults")
                .logGroup(function.logGroup())
                .filterPattern(faultPattern(function))
                .metricNamespace(RunbookAlarm.NAMESPACE)
                .metricName(settings.stackName(name + "-faults-") + function.newestVersion())
                .build();
        // Before the first call of the version is logged.
        function.liveAlias().getNode().addDependency(filter);
        return filter.metric(MetricOptions.builder()
                .period(Duration.minutes(1))
                .statistic("Sum")
                .build());
    }

    // Functions end these lines with their version.
    private static JsonPattern faultPattern(JavaFunction function) {
        var end = "*:" + function.newestVersion() + "}";
        // Access denied or an invalid request: fails every call of this version.
        var dynamoDbRefused = messagePattern("=", "*model.DynamoDbException" + end);
        if (function.failureMode() == FailureMode.RESPONDED)
            return FilterPattern.any(messagePattern("=", "*:500," + end), dynamoDbRefused);
        // Faults are logged with their causes. An unavailable table is transient and not counted.
        var unexpected = FilterPattern.all(
                messagePattern("=", "*" + LogWord.CAUSES.text() + end),
                messagePattern("!=", "*" + ServiceUnavailableException.class.getName() + "*"));
        return FilterPattern.any(unexpected, dynamoDbRefused);
    }

    private static JsonPattern messagePattern(String comparison, String pattern) {
        return FilterPattern.stringValue("$.message", comparison, pattern);
    }
}
