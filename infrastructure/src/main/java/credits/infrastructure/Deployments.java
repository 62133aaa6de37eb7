package credits.infrastructure;

import credits.infrastructure.JavaFunction.Faults;
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
final class Deployments extends Construct {
    // The end of the log line that every HTTP function writes for each request.
    private static final JsonPattern ANSWERED_500 = message("=", "*:500}");
    // Faults are logged with their causes. An unavailable table is transient and not counted.
    private static final JsonPattern HANDED_BACK =
            FilterPattern.all(message("=", "*causes*"), message("!=", "*credits.ledger.Unavailable*"));
    // Access denied or an invalid request: fails every call of this version.
    private static final JsonPattern REFUSED = message("=", "*model.DynamoDbException*");

    private final Settings settings;
    private final LambdaApplication application;
    private final Role role;

    Deployments(Construct scope, Settings settings, List<JavaFunction> functions) {
        super(scope, "Deployments");
        this.settings = settings;
        application = LambdaApplication.Builder.create(this, "Application").build();
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
                .build();
        Finding.solutions(
                        "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]")
                .acceptedAt(role, "AWS's managed policy for shifting an alias; AWS keeps it in step with CodeDeploy.");
        functions.forEach(this::of);
    }

    private void of(JavaFunction function) {
        var name = function.getNode().getId();
        LambdaDeploymentGroup.Builder.create(this, name)
                .application(application)
                .alias(function.live())
                .deploymentConfig(settings.rollout().plan())
                .role(role)
                .alarms(List.of(alarm(name, function)))
                .autoRollback(AutoRollbackConfig.builder()
                        .deploymentInAlarm(true)
                        .failedDeployment(true)
                        .build())
                .build();
    }

    private Alarm alarm(String name, JavaFunction function) {
        return Alarms.of(this, name + "Fails", Runbook.FUNCTION_FAILS, name + " fails.")
                .metric(failures(name, function))
                .threshold(1)
                .build();
    }

    private IMetric failures(String name, JavaFunction function) {
        var options = MetricOptions.builder()
                .period(Duration.minutes(1))
                .statistic("Sum")
                .build();
        var errors = function.live().metricErrors(options);
        if (function.faults() == Faults.THROWN) return errors;
        var filter = MetricFilter.Builder.create(this, name + "Faults")
                .logGroup(function.logGroup())
                .filterPattern(
                        function.faults() == Faults.ANSWERED
                                ? FilterPattern.any(ANSWERED_500, REFUSED)
                                : FilterPattern.any(HANDED_BACK, REFUSED))
                .metricNamespace(Alarms.NAMESPACE)
                .metricName(settings.stackName(name + "-faults"))
                .build();
        return MathExpression.Builder.create()
                .expression("FILL(errors, 0) + FILL(faults, 0)")
                .usingMetrics(new TreeMap<>(Map.of("errors", errors, "faults", filter.metric(options))))
                .period(Duration.minutes(1))
                .label("failures")
                .build();
    }

    private static JsonPattern message(String comparison, String words) {
        return FilterPattern.stringValue("$.message", comparison, words);
    }
}
