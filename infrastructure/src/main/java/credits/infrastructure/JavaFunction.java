package credits.infrastructure;

import static java.util.Objects.requireNonNull;

import credits.settings.EnvironmentVariable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IEventSource;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// A function with its own role and log group. The role begins with permissions for logs and traces; all others
/// are granted by name. The function `Debit` is the module `functions/debit` with the class
/// `credits.function.debit.DebitHandler`.
///
/// Callers invoke the alias `live`, which shifts to a new version gradually and back if it fails ([Rollout]).
final class JavaFunction extends Construct {
    private static final int MEMORY_MIB = 1_769; // one full vCPU

    private static final String LIVE = "live";
    private static final Map<String, Object> PING =
            Map.of("routeKey", "PING", "requestContext", new TreeMap<>(Map.of("requestId", "ping", "timeEpoch", 0)));

    private final Function function;
    private final Alias liveAlias;
    private final LogGroup logs;
    private final StageSettings settings;
    private FailureMode failureMode = FailureMode.THROWN;
    private boolean mayDelete;

    JavaFunction(Construct scope, String id, FunctionJars jars, Duration timeout, StageSettings settings) {
        super(scope, id);
        this.settings = settings;
        var module = id.toLowerCase(Locale.ROOT);
        logs = createLogGroup();
        function = Function.Builder.create(this, "Function")
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .code(jars.codeOf(module))
                .handler("credits.function.%s.%sHandler".formatted(module, id))
                .memorySize(MEMORY_MIB)
                .timeout(timeout)
                .role(createRole(logs))
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON)
                .tracing(Tracing.ACTIVE)
                // Without its earlier versions, an alias could not be moved back to one.
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build())
                .build();
        AcceptedFinding.serverless("LambdaDLQ")
                .acceptAt(function, "Every caller retries or keeps the failed event itself.");
        liveAlias = Alias.Builder.create(this, "Live")
                .aliasName(LIVE)
                .version(function.getCurrentVersion())
                .build();
        AcceptedFinding.serverless("LambdaEventSourceMappingDestination")
                .acceptAt(liveAlias, "Failed messages stay in their queue and go to its dead-letter queue.");
    }

    /// The alias that callers invoke.
    Alias liveAlias() {
        return liveAlias;
    }

    /// A metric of the calls of the alias that the newest version answered, in one-minute sums.
    Metric metricOfNewestVersion(String name) {
        var functionName = function.getFunctionName();
        return Metric.Builder.create()
                .namespace("AWS/Lambda")
                .metricName(name)
                .dimensionsMap(new TreeMap<>(Map.of(
                        "FunctionName",
                        functionName,
                        "Resource",
                        functionName + ":" + LIVE,
                        "ExecutedVersion",
                        newestVersion())))
                .statistic("Sum")
                .period(Duration.minutes(1))
                .build();
    }

    /// The number of the newest version, which the deployment creates.
    String newestVersion() {
        return function.getCurrentVersion().getVersion();
    }

    /// Marks the function as interactive: where the stage says so, it starts from a snapshot taken after priming.
    /// Functions that process batches start without one.
    void serveHttp() {
        failureMode = FailureMode.RESPONDED;
        if (!settings.snapStart()) return;
        var plain = (CfnFunction) requireNonNull(function.getNode().getDefaultChild());
        plain.setSnapStart(CfnFunction.SnapStartProperty.builder()
                .applyOn("PublishedVersions")
                .build());
        keepActive();
    }

    // Lambda drops the snapshot of a version that nobody calls for 14 days, and refuses the calls that come
    // before it has taken another. The ping is a request without a token or signature: refused before it reads
    // anything.
    private void keepActive() {
        var ping = Rule.Builder.create(this, "Ping")
                .schedule(Schedule.cron(
                        CronOptions.builder().minute("0").hour("5").build()))
                .targets(List.of(LambdaFunction.Builder.create(liveAlias)
                        .event(RuleTargetInput.fromObject(new TreeMap<>(PING)))
                        .build()))
                .build();
        AcceptedFinding.serverless("EventBusDLQ").acceptAt(ping, "Thirteen days in a row may be missed.");
    }

    /// The way in which a failure becomes visible.
    enum FailureMode {
        /// Lambda counts an error.
        THROWN,
        /// The API returns a 500 response.
        RESPONDED,
        /// The affected messages return to their queue.
        RETRIED
    }

    FailureMode failureMode() {
        return failureMode;
    }

    /// The function's log group.
    LogGroup logGroup() {
        return logs;
    }

    void setEnvironment(EnvironmentVariable variable, String value) {
        function.addEnvironment(variable.name(), value);
    }

    /// Tells the function whether usage opens accounts.
    void setAccountOpening() {
        setEnvironment(EnvironmentVariable.ACCOUNTS_OPEN_BY_USE, Boolean.toString(settings.accountsOpenByUse()));
    }

    void allowRead(AccountTable accounts, ItemKind... items) {
        connectTable(accounts);
        allow(accounts.allowRead(items));
    }

    /// Allows reading single items but no queries.
    void allowGetItem(AccountTable accounts, ItemKind... items) {
        connectTable(accounts);
        allow(accounts.allowGetItem(items));
    }

    void allowPut(AccountTable accounts, ItemKind... items) {
        connectTable(accounts);
        allow(accounts.allowPut(items));
    }

    void allowPutInTransactions(AccountTable accounts, ItemKind... items) {
        connectTable(accounts);
        allow(accounts.allowPutInTransactions(items));
    }

    void allowUpdateInTransactions(AccountTable accounts, ItemKind... items) {
        connectTable(accounts);
        allow(accounts.allowUpdateInTransactions(items));
    }

    void allowGetAndUpdate(AccountTable accounts, ItemKind... items) {
        connectTable(accounts);
        allow(accounts.allowGetAndUpdate(items));
    }

    /// Allows what no other function may: to delete items, and to change them, for the erasure of personal data.
    void allowErase(AccountTable accounts, ItemKind... items) {
        mayDelete = true;
        connectTable(accounts);
        allow(accounts.allowErase(items));
    }

    void allow(PolicyStatement statement) {
        function.addToRolePolicy(statement);
    }

    /// Feeds the function from `source`, and returns failed messages of a batch to it.
    void addEventSource(IEventSource source) {
        failureMode = FailureMode.RETRIED;
        liveAlias.addEventSource(source);
    }

    // Idempotent: the same variable is set again, and equal statements are merged.
    private void connectTable(AccountTable accounts) {
        setEnvironment(EnvironmentVariable.TABLE_NAME, accounts.table().getTableName());
        accounts.denyStatements(mayDelete).forEach(function::addToRolePolicy);
    }

    private LogGroup createLogGroup() {
        return LogGroup.Builder.create(this, "Logs")
                .retention(settings.logRetention())
                .removalPolicy(settings.removalPolicy())
                .build();
    }

    private Role createRole(LogGroup logs) {
        var role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        logs.grantWrite(role);
        AcceptedFinding.awsSolutions("IAM5[Resource::*]")
                .acceptAt(role, "Traces: X-Ray's actions have no resource types.");
        return role;
    }
}
