package credits.infrastructure;

import static java.util.Objects.requireNonNull;

import credits.wire.Variable;
import java.util.Locale;
import software.amazon.awscdk.Duration;
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
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// A function with its own role and log group. The role begins with permissions for logs and
/// traces; all others are granted by name. The function `Debit` is the module `functions/debit`
/// with the class `credits.function.debit.DebitHandler`.
///
/// Callers invoke the alias `live`, which shifts to a new version gradually and back if it fails ([Rollout]).
final class JavaFunction extends Construct {
    private static final int MEMORY_MIB = 1_769; // one full vCPU

    private final Function function;
    private final Alias live;
    private final LogGroup logs;
    private final Settings settings;
    private Faults faults = Faults.THROWN;

    JavaFunction(Construct scope, String id, Jars jars, Duration timeout, Settings settings) {
        super(scope, id);
        this.settings = settings;
        var module = id.toLowerCase(Locale.ROOT);
        logs = logs();
        function = Function.Builder.create(this, "Function")
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .code(jars.of(module))
                .handler("credits.function.%s.%sHandler".formatted(module, id))
                .memorySize(MEMORY_MIB)
                .timeout(timeout)
                .role(role(logs))
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON)
                .tracing(Tracing.ACTIVE)
                .build();
        Finding.serverless("LambdaDLQ").acceptedAt(function, "Every caller retries or keeps the failed event itself.");
        live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
        Finding.serverless("LambdaEventSourceMappingDestination")
                .acceptedAt(live, "Failed messages stay in their queue and go to its dead-letter queue.");
    }

    /// The alias that callers invoke.
    Alias live() {
        return live;
    }

    /// Marks the function as interactive: where the stage says so, it starts from a snapshot taken after priming.
    /// Functions that process batches start without one.
    void answersHttp() {
        faults = Faults.ANSWERED;
        if (!settings.snapStart()) return;
        var plain = (CfnFunction) requireNonNull(function.getNode().getDefaultChild());
        plain.setSnapStart(CfnFunction.SnapStartProperty.builder()
                .applyOn("PublishedVersions")
                .build());
    }

    /// How a failure shows.
    enum Faults {
        /// Lambda counts an error.
        THROWN,
        /// The API returns a 500 response.
        ANSWERED,
        /// The affected messages return to their queue.
        HANDED_BACK
    }

    Faults faults() {
        return faults;
    }

    /// The function's log group.
    LogGroup logGroup() {
        return logs;
    }

    void set(Variable variable, String value) {
        function.addEnvironment(variable.name(), value);
    }

    void reads(AccountTable accounts, Items... items) {
        open(accounts);
        allow(accounts.reading(items));
    }

    /// Allows reading single items but no queries.
    void gets(AccountTable accounts, Items... items) {
        open(accounts);
        allow(accounts.getting(items));
    }

    void appends(AccountTable accounts, Items... items) {
        open(accounts);
        allow(accounts.appending(items));
    }

    void appendsInTransactions(AccountTable accounts, Items... items) {
        open(accounts);
        allow(accounts.appendingInTransactions(items));
    }

    void changesInTransactions(AccountTable accounts, Items... items) {
        open(accounts);
        allow(accounts.changingInTransactions(items));
    }

    void changes(AccountTable accounts, Items... items) {
        open(accounts);
        allow(accounts.changing(items));
    }

    void allow(PolicyStatement statement) {
        function.addToRolePolicy(statement);
    }

    /// Feeds the function from `source`, and returns failed messages of a batch to it.
    void takes(IEventSource source) {
        faults = Faults.HANDED_BACK;
        live.addEventSource(source);
    }

    // Idempotent: the same variable is set again, and equal statements are merged.
    private void open(AccountTable accounts) {
        set(Variable.TABLE_NAME, accounts.table().getTableName());
        accounts.prohibitions().forEach(function::addToRolePolicy);
    }

    private LogGroup logs() {
        return LogGroup.Builder.create(this, "Logs")
                .retention(settings.logRetention())
                .removalPolicy(settings.removal())
                .build();
    }

    private Role role(LogGroup logs) {
        var role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        logs.grantWrite(role);
        Finding.solutions("IAM5[Resource::*]").acceptedAt(role, "Traces: X-Ray's actions have no resource types.");
        return role;
    }
}
