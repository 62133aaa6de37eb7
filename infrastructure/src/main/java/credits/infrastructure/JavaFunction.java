package credits.infrastructure;

import credits.wire.Variable;
import java.util.Locale;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IEventSource;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// One of our functions, with a role and a log group of its own. Its role begins with writing logs and traces; all
/// else is given by name. The function `Debit` is the module `functions/debit` with the class
/// `credits.function.debit.DebitHandler`.
final class JavaFunction extends Construct {
    private static final int MEMORY_MIB = 1_769; // Lambda gives one whole virtual CPU at this size

    private final Function function;
    private final LogGroup logs;

    JavaFunction(Construct scope, String id, Jars jars, Duration timeout, Settings settings) {
        super(scope, id);
        var module = id.toLowerCase(Locale.ROOT);
        logs = logs(settings);
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
    }

    Function function() {
        return function;
    }

    /// Where it logs.
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

    /// Single items alone, and no list of them.
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

    void changes(AccountTable accounts, Items... items) {
        open(accounts);
        allow(accounts.changing(items));
    }

    void allow(PolicyStatement statement) {
        function.addToRolePolicy(statement);
    }

    void takes(IEventSource source) {
        function.addEventSource(source);
    }

    // Safe to repeat: the same variable is set again, and equal statements are merged.
    private void open(AccountTable accounts) {
        set(Variable.TABLE_NAME, accounts.table().getTableName());
        accounts.prohibitions().forEach(function::addToRolePolicy);
    }

    private LogGroup logs(Settings settings) {
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
        Validations.of(role)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions::AwsSolutions-IAM5[Resource::*]")
                        .reason("Traces: X-Ray's actions know no resources.")
                        .build());
        return role;
    }
}
