package credits.infrastructure.template;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import credits.local.aws.role.ApprovedPermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class FunctionPermissionsTest {
    // Functions that a setting adds, which neither stage of `cdk.json` uses.
    private static final Set<String> OPTIONAL = Set.of("DeliverFunction");

    private static final Set<String> DOCUMENT_FOLDERS =
            Set.of("InvoicesBucket.Arn/anchors/*", "InvoicesBucket.Arn/brand/*", "InvoicesBucket.Arn/invoices/*");

    /// The calls that the code makes of each kind of item; `GetItem` and `Query` are granted together. Red when a
    /// function gains or loses an action, a resource or a key. That the functions need no more, their own tests
    /// show: they run under the same list.
    @ParameterizedTest
    @EnumSource
    void every_function_has_exactly_the_approved_permissions(DeploymentStage stage) {
        var templates = stage.templates();
        var granted = templates.functions().stream()
                .collect(toMap(
                        TemplateResource::name, function -> format(RolePermission.ofFunction(function, templates))));
        var approved = new TreeMap<>(ApprovedPermissions.byFunction());
        approved.keySet().removeAll(OPTIONAL);

        assertThat(new TreeMap<>(granted)).isEqualTo(approved);
    }

    /// Red when `WebhookQueue` grants the function more than it needs.
    @ParameterizedTest
    @FieldSource("OPTIONAL")
    void a_function_that_a_setting_adds_has_exactly_the_approved_permissions(String name) {
        var templates = OptionalSettingsTest.TEMPLATES;
        var granted = format(RolePermission.ofFunction(templates.resourceNamed(name), templates));

        // That stage uses a restored table.
        assertThat(granted.replace("AccountsRestored2.Arn", "AccountsTable.Arn"))
                .isEqualTo(ApprovedPermissions.byFunction().get(name));
    }

    /// Anchors are worth nothing if somebody can write both them and what they are compared with. Red when a function
    /// that writes accounts may write anchors or read their key, which lies beside them.
    @ParameterizedTest
    @EnumSource
    void only_the_proof_which_writes_no_account_can_write_anchors(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functions()) {
            var permissions = RolePermission.ofFunction(function, templates).stream()
                    .filter(RolePermission::allows)
                    .map(RolePermission::format)
                    .toList();
            boolean reachesAnchors =
                    permissions.stream().anyMatch(line -> line.contains("InvoicesBucket.Arn/anchors/"));
            assertThat(reachesAnchors)
                    .as(function.name())
                    .isEqualTo(function.name().equals("ProofFunction"));
            if (reachesAnchors)
                assertThat(permissions)
                        .noneMatch(line -> line.contains("dynamodb:PutItem") && line.contains("O#*"))
                        .noneMatch(line -> line.contains("s3:Delete") || line.contains("Retention"));
        }
    }

    /// X-Ray's two actions have no resource types, and documents are addressed by their folder. Red with
    /// `table.grantReadWriteData(…)` or `resources(List.of("*"))`.
    @ParameterizedTest
    @EnumSource
    void no_permission_has_a_wildcard_resource(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functions())
            assertThat(RolePermission.ofFunction(function, templates))
                    .filteredOn(RolePermission::allows)
                    .filteredOn(each -> each.resources().stream()
                            .anyMatch(resource -> resource.contains("*") && !DOCUMENT_FOLDERS.contains(resource)))
                    .allMatch(each -> each.actions().stream().allMatch(action -> action.startsWith("xray:")));
    }

    /// Red when a statement loses its condition.
    @ParameterizedTest
    @EnumSource
    void every_table_permission_is_restricted_by_key(DeploymentStage stage) {
        var templates = stage.templates();
        for (var function : templates.functions())
            if (!function.name().equals("AnnounceFunction")) // it touches nothing at all: see above
            assertThat(RolePermission.ofFunction(function, templates))
                        .filteredOn(RolePermission::allows)
                        .filteredOn(each -> each.resources().contains("AccountsTable.Arn"))
                        .isNotEmpty()
                        .noneMatch(each -> each.keys().isEmpty());
    }

    /// The tests above do not see managed policies, inline policies or second roles.
    /// Red with `role.addManagedPolicy(…)`.
    @ParameterizedTest
    @EnumSource
    void a_role_serves_one_function_and_has_no_other_policy(DeploymentStage stage) {
        var templates = stage.templates();
        for (var role : templates.all("AWS::IAM::Role")) {
            // CodeDeploy's role has AWS's managed policy: see the acknowledged findings.
            if (role.name().equals("DeploymentsRole")) continue;
            assertThat(role.property("ManagedPolicyArns").isMissingNode())
                    .as(role.id())
                    .isTrue();
            assertThat(role.property("Policies").isMissingNode()).as(role.id()).isTrue();
        }
        assertThat(templates.functions().stream().map(each -> templates.resolve(each.property("Role"))))
                .doesNotHaveDuplicates();
    }

    /// Red when `Producers` is given another action or queue.
    @ParameterizedTest
    @EnumSource
    void a_usage_producer_may_only_send_usage(DeploymentStage stage) {
        var policies = stage.templates().all("AWS::IAM::ManagedPolicy");

        assertThat(policies)
                .singleElement()
                .satisfies(policy -> assertThat(format(RolePermission.ofPolicy(policy, stage.templates())
                                .toList()))
                        .isEqualTo("Allow sqs:SendMessage on UsageQueue.Arn"));
    }

    private static String format(List<RolePermission> permissions) {
        // The sender's domain, which differs between stages.
        var identity = "arn:\\S+:identity/(dev\\.)?example\\.com";
        return permissions.stream()
                .map(RolePermission::format)
                .map(line -> line.replaceFirst(identity, "identity/{domain}"))
                .sorted()
                .collect(joining("\n"));
    }
}
