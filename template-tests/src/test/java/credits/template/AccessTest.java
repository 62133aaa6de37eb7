package credits.template;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import credits.template.Deployment.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessTest {
    private static final String PROHIBITIONS = """
            Deny dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert \
            dynamodb:PartiQLSelect dynamodb:PartiQLUpdate dynamodb:Scan on AccountsTable.Arn
            Deny dynamodb:UpdateItem on AccountsTable.Arn of O#*""";

    private static final String PAYMENTS = """
            Allow dynamodb:GetItem dynamodb:Query on AccountsTable.Arn of O#* ORGS#* P#* PI#* PARKED#*
            Allow dynamodb:GetItem dynamodb:UpdateItem on AccountsTable.Arn of P#*
            Allow dynamodb:PutItem on AccountsTable.Arn of O#* in transactions
            Allow dynamodb:PutItem on AccountsTable.Arn of ORGS#* P#* PI#* PARKED#* QUARANTINE#*
            """;
    private static final String STRIPE_SECRET = "Allow secretsmanager:GetSecretValue on StripeSecret\n";

    private static final Map<String, String> APPROVED = Map.of(
            "DebitFunction",
            """
            Allow dynamodb:GetItem dynamodb:Query on AccountsTable.Arn of O#* ORGS#* PRICES
            Allow dynamodb:PutItem on AccountsTable.Arn of O#* ORGS#*
            Allow logs:CreateLogStream logs:PutLogEvents on DebitLogs.Arn
            Allow sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl \
            sqs:ReceiveMessage on UsageQueue.Arn
            Allow sqs:SendMessage on UsageInvalid.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "UsageFunction",
            """
            Allow dynamodb:GetItem dynamodb:Query on AccountsTable.Arn of O#* PRICES P#* RECONCILIATION
            Allow logs:CreateLogStream logs:PutLogEvents on UsageLogs.Arn
            Allow s3:GetObject on InvoicesBucket.Arn/invoices/*
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "LimitsFunction",
            """
            Allow dynamodb:GetItem dynamodb:PutItem dynamodb:Query on AccountsTable.Arn of O#* ORGS#*
            Allow dynamodb:GetItem dynamodb:UpdateItem on AccountsTable.Arn of P#*
            Allow logs:CreateLogStream logs:PutLogEvents on LimitsLogs.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "AuthorizationFunction",
            """
            Allow dynamodb:GetItem dynamodb:Query on AccountsTable.Arn of O#* ORGS#* PRICES
            Allow dynamodb:PutItem on AccountsTable.Arn of O#* ORGS#*
            Allow logs:CreateLogStream logs:PutLogEvents on AuthorizationLogs.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "AnnounceFunction",
            """
            Allow logs:CreateLogStream logs:PutLogEvents on AnnounceLogs.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *""",
            "NotifyFunction",
            """
            Allow dynamodb:GetItem dynamodb:PutItem on AccountsTable.Arn of P#* OPERATORS
            Allow logs:CreateLogStream logs:PutLogEvents on NotifyLogs.Arn
            Allow ses:SendEmail on identity/{domain}
            Allow sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl \
            sqs:ReceiveMessage on MailWaitingQueue.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "OperatorFunction",
            """
            Allow dynamodb:GetItem dynamodb:Query on AccountsTable.Arn of O#* INVOICES ORGS#* PRICES
            Allow dynamodb:PutItem on AccountsTable.Arn of O#* ORGS#* PRICES
            Allow logs:CreateLogStream logs:PutLogEvents on OperatorLogs.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "CheckoutFunction",
            PAYMENTS + """
            Allow logs:CreateLogStream logs:PutLogEvents on CheckoutLogs.Arn
            """ + STRIPE_SECRET + """
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "WebhookFunction",
            PAYMENTS + """
            Allow logs:CreateLogStream logs:PutLogEvents on WebhookLogs.Arn
            """ + STRIPE_SECRET + """
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS,
            "ReconcileFunction",
            """
            Allow dynamodb:GetItem dynamodb:PutItem on AccountsTable.Arn of RECONCILIATION
            Allow dynamodb:GetItem dynamodb:Query on AccountsTable.Arn of INVOICES
            """ + PAYMENTS + """
            Allow logs:CreateLogStream logs:PutLogEvents on ReconcileLogs.Arn
            """ + STRIPE_SECRET + """
            Allow sqs:SendMessage on PaperWaitingQueue.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS);

    private static final Set<String> OF_DOCUMENTS =
            Set.of("InvoicesBucket.Arn/brand/*", "InvoicesBucket.Arn/invoices/*");

    private static final String INVOICE = """
            Allow dynamodb:GetItem dynamodb:Query on AccountsTable.Arn of INVOICES P#*
            Allow dynamodb:PutItem on AccountsTable.Arn of INVOICES in transactions
            Allow dynamodb:UpdateItem on AccountsTable.Arn of INVOICES P#* in transactions
            Allow logs:CreateLogStream logs:PutLogEvents on InvoiceLogs.Arn
            Allow s3:GetObject on InvoicesBucket.Arn/brand/*
            Allow s3:GetObject s3:PutObject on InvoicesBucket.Arn/invoices/*
            Allow sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl \
            sqs:ReceiveMessage on PaperWaitingQueue.Arn
            Allow xray:PutTelemetryRecords xray:PutTraceSegments on *
            """ + PROHIBITIONS;

    /// Red when a function gains or loses an action, a resource or a key.
    @ParameterizedTest
    @EnumSource
    void every_function_may_do_what_is_approved_and_nothing_else(Stage stage) {
        var deployment = stage.deployment();
        var granted = deployment.functions().stream()
                .collect(toMap(Resource::name, function -> lines(Permission.of(function, deployment))));

        var approved = new TreeMap<>(APPROVED);
        approved.put("InvoiceFunction", INVOICE);

        assertThat(new TreeMap<>(granted)).isEqualTo(approved);
    }

    /// X-Ray's two actions have no resource types, and documents are addressed by their folder. Red with
    /// `table.grantReadWriteData(…)` or `resources(List.of("*"))`.
    @ParameterizedTest
    @EnumSource
    void nothing_is_allowed_on_everything(Stage stage) {
        var deployment = stage.deployment();
        for (var function : deployment.functions())
            assertThat(Permission.of(function, deployment))
                    .filteredOn(Permission::allows)
                    .filteredOn(each -> each.resources().stream()
                            .anyMatch(resource -> resource.contains("*") && !OF_DOCUMENTS.contains(resource)))
                    .allMatch(each -> each.actions().stream().allMatch(action -> action.startsWith("xray:")));
    }

    /// Red when a statement loses its condition.
    @ParameterizedTest
    @EnumSource
    void no_function_reads_or_writes_items_that_its_keys_do_not_name(Stage stage) {
        var deployment = stage.deployment();
        for (var function : deployment.functions())
            if (!function.name().equals("AnnounceFunction")) // it touches nothing at all: see above
            assertThat(Permission.of(function, deployment))
                        .filteredOn(Permission::allows)
                        .filteredOn(each -> each.resources().contains("AccountsTable.Arn"))
                        .isNotEmpty()
                        .noneMatch(each -> each.keys().isEmpty());
    }

    /// The tests above do not see managed policies, inline policies or second roles.
    /// Red with `role.addManagedPolicy(…)`.
    @ParameterizedTest
    @EnumSource
    void a_role_serves_one_function_and_says_nothing_elsewhere(Stage stage) {
        var deployment = stage.deployment();
        for (var role : deployment.all("AWS::IAM::Role")) {
            // CodeDeploy's role has AWS's managed policy: see the acknowledged findings.
            if (role.name().equals("DeploymentsRole")) continue;
            assertThat(role.property("ManagedPolicyArns").isMissingNode())
                    .as(role.id())
                    .isTrue();
            assertThat(role.property("Policies").isMissingNode()).as(role.id()).isTrue();
        }
        assertThat(deployment.functions().stream().map(each -> deployment.target(each.property("Role"))))
                .doesNotHaveDuplicates();
    }

    /// Red when `Producers` is given another action or queue.
    @ParameterizedTest
    @EnumSource
    void a_feature_may_send_usage_and_no_more(Stage stage) {
        var policies = stage.deployment().all("AWS::IAM::ManagedPolicy");

        assertThat(policies)
                .singleElement()
                .satisfies(policy -> assertThat(
                                lines(Permission.in(policy, stage.deployment()).toList()))
                        .isEqualTo("Allow sqs:SendMessage on UsageQueue.Arn"));
    }

    private static String lines(List<Permission> permissions) {
        // The sender's domain, which differs between stages.
        var identity = "arn:\\S+:identity/(dev\\.)?example\\.com";
        return permissions.stream()
                .map(Permission::line)
                .map(line -> line.replaceFirst(identity, "identity/{domain}"))
                .sorted()
                .collect(joining("\n"));
    }
}
