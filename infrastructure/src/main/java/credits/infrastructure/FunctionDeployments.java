package credits.infrastructure;

import credits.infrastructure.JavaFunction.FailureMode;
import credits.logging.LogWord;
import credits.retry.ServiceUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
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
final class FunctionDeployments extends Construct {
    // The end of the log line that every HTTP function writes for each request.
    private static final JsonPattern RESPONDED_500 = messagePattern("=", "*:500}");
    // Faults are logged with their causes. An unavailable table is transient and not counted.
    private static final JsonPattern UNEXPECTED_RETRY = FilterPattern.all(
            messagePattern("=", "*" + LogWord.CAUSES.text() + "*"),
            messagePattern("!=", "*" + ServiceUnavailableException.class.getName() + "*"));
    // Access denied or an invalid request: fails every call of this version.
    private static final JsonPattern DYNAMODB_REFUSED = messagePattern("=", "*model.DynamoDbException*");

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
        functions.forEach(this::addDeploymentGroup);
    }

    private void addDeploymentGroup(JavaFunction function) {
        var name = function.getNode().getId();
        LambdaDeploymentGroup.Builder.create(this, name)
                .application(application)
                .alias(function.liveAlias())
                .deploymentConfig(settings.rollout().deploymentConfig())
                .role(role)
                .alarms(List.of(failureAlarm(name, function)))
                .autoRollback(AutoRollbackConfig.builder()
                        .deploymentInAlarm(true)
                        .failedDeployment(true)
                        .build())
                .build();
    }

    private Alarm failureAlarm(String name, JavaFunction function) {
        return RunbookAlarm.builder(this, name + "Fails", Runbook.FUNCTION_FAILS, name + " fails.")
                .metric(failureMetric(name, function))
                .threshold(1)
                .build();
    }

    private IMetric failureMetric(String name, JavaFunction function) {
        var options = MetricOptions.builder()
                .period(Duration.minutes(1))
                .statistic("Sum")
                .build();
        var errors = function.liveAlias().metricErrors(options);
        if (function.failureMode() == FailureMode.THROWN) return errors;
        var filter = MetricFilter.Builder.create(this, name + "Faults")
                .logGroup(function.logGroup())
                .filterPattern(
                        function.failureMode() == FailureMode.RESPONDED
                                ? FilterPattern.any(RESPONDED_500, DYNAMODB_REFUSED)
                                : FilterPattern.any(UNEXPECTED_RETRY, DYNAMODB_REFUSED))
                .metricNamespace(RunbookAlarm.NAMESPACE)
                .metricName(settings.stackName(name + "-faults"))
                .build();
        return MathExpression.Builder.create()
                .expression("FILL(errors, 0) + FILL(faults, 0)")
                .usingMetrics(new TreeMap<>(Map.of("errors", errors, "faults", filter.metric(options))))
                .period(Duration.minutes(1))
                .label("failures")
                .build();
    }

    private static JsonPattern messagePattern(String comparison, String pattern) {
        return FilterPattern.stringValue("$.message", comparison, pattern);
    }
}
