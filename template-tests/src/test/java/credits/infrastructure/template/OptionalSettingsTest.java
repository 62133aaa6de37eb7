package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.infrastructure.CreditsApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What neither stage of `cdk.json` uses, all of it in one stage with the longest name: a user pool of its own,
/// producers in other accounts or with names, webhooks, two restores, backups in another account, and a deployment
/// without its alarms.
class OptionalSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VAULT = "arn:aws:backup:eu-south-1:222233334444:backup-vault:credits";
    static final SynthesizedTemplates TEMPLATES = synthesize();

    private static SynthesizedTemplates synthesize() {
        JsonNode context = JSON.valueToTree(CreditsApp.readContext(DeploymentStage.PROJECT_ROOT));
        var stage = (ObjectNode) context.at("/stages/dev");
        stage.put("issuer", "cognito").put("rolesClaim", "cognito:groups").put("clientClaim", "client_id");
        stage.putArray("producerAccounts").add("222233334444");
        var producer = stage.putObject("usageProducers").putObject("AROATRANSLATION1");
        producer.putArray("sources").add("/features/translation");
        producer.putArray("operations").add("translation.document");
        stage.putArray("restoredTables").add("credits-restored").add("credits-restored-again");
        stage.put("backupVault", VAULT).put("webhooks", true);
        stage.putArray("audience").add("machine-client");
        ((ObjectNode) context.path("stages")).set(PhysicalNamesTest.LONGEST_STAGE, stage);
        ((ObjectNode) context).put("stage", PhysicalNamesTest.LONGEST_STAGE).put("skipAlarm", true);
        return DeploymentStage.synthesize(JSON.convertValue(context, new TypeReference<Map<String, Object>>() {}));
    }

    /// Red when a new resource of these breaks a rule.
    @Test
    void they_pass_the_strict_validation_of_the_cdk_and_cdk_nag() throws IOException {
        assertThat(SynthesisTest.violations(TEMPLATES)).isEmpty();
    }

    /// Red when `--skip-alarm` leaves an alarm in a deployment group.
    @Test
    void a_deployment_without_alarms_is_rolled_back_only_when_it_fails_itself() {
        for (var group : TEMPLATES.all("AWS::CodeDeploy::DeploymentGroup")) {
            assertThat(group.property("AlarmConfiguration").path("Enabled").asBoolean())
                    .as(group.id())
                    .isFalse();
            assertThat(SynthesizedTemplates.toTexts(
                            group.property("AutoRollbackConfiguration").path("Events")))
                    .containsExactly("DEPLOYMENT_FAILURE");
        }
        assertThat(TEMPLATES.resourceNamed("DeploymentsDebitFails").property("AlarmActions"))
                .hasSize(1);
    }

    /// Red with another action, or with the whole world as its principal.
    @Test
    void another_account_may_only_send_usage() {
        var foreign = TEMPLATES
                .resourceNamed("UsageQueuePolicy")
                .property("PolicyDocument")
                .path("Statement")
                .valueStream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .toList();

        assertThat(foreign).singleElement().satisfies(statement -> {
            assertThat(statement.path("Action").asText()).isEqualTo("sqs:SendMessage");
            assertThat(TEMPLATES.resolve(statement.path("Resource"))).isEqualTo("UsageQueue.Arn");
            assertThat(TEMPLATES.resolve(statement.at("/Principal/AWS")))
                    .isEqualTo("arn:AWS::Partition:iam::222233334444:root");
        });
    }

    /// Red when the function that books usage takes every sender for any feature.
    @Test
    void senders_report_only_what_the_settings_allow() {
        assertThat(TEMPLATES
                        .resourceNamed("DebitFunction")
                        .property("Environment")
                        .at("/Variables/USAGE_PRODUCERS")
                        .asText())
                .isEqualTo("{\"AROATRANSLATION1\":{\"sources\":[\"/features/translation\"],"
                        + "\"operations\":[\"translation.document\"]}}");
    }

    /// Red when a function or the stream's pipe still uses an earlier table, or one of those leaves its stack:
    /// the other stacks import it until they are deployed.
    @Test
    void the_table_restored_last_takes_over_and_those_before_it_stay() {
        var restored = TEMPLATES.resourceNamed("AccountsRestored2");
        var original = TEMPLATES.resourceNamed("AccountsTable");

        assertThat(restored.property("TableName").asText()).isEqualTo("credits-restored-again");
        assertThat(TEMPLATES
                        .resourceNamed("AccountsRestored")
                        .property("TableName")
                        .asText())
                .isEqualTo("credits-restored");
        assertThat(restored.property("StreamSpecification")).isEqualTo(original.property("StreamSpecification"));
        assertThat(restored.property("Replicas")).isEqualTo(original.property("Replicas"));
        assertThat(TEMPLATES.functions().stream()
                        .map(function -> function.property("Environment").at("/Variables/TABLE_NAME"))
                        .filter(name -> !name.isMissingNode())
                        .map(TEMPLATES::resolve))
                .hasSizeGreaterThan(8)
                .containsOnly("AccountsRestored2");
        assertThat(TEMPLATES.resolve(TEMPLATES.resourceNamed("EventsFromStream").property("Source")))
                .isEqualTo("AccountsRestored2.StreamArn");
        assertThat(TEMPLATES
                        .stack("Data")
                        .path("Outputs")
                        .valueStream()
                        .filter(output -> output.has("Export"))
                        .map(output -> TEMPLATES.resolve(output.path("Value"))))
                .contains("AccountsTable", "AccountsTable.Arn", "AccountsTable.StreamArn")
                .contains("AccountsRestored", "AccountsRestored.Arn", "AccountsRestored.StreamArn");
    }

    /// Red without the copy, or with a selection that misses the table in use.
    @Test
    void the_table_is_copied_to_the_other_account_every_day() {
        var rule = TEMPLATES.resourceNamed("BackupPlan").property("BackupPlan").at("/BackupPlanRule/0");
        var selection = TEMPLATES.resourceNamed("BackupPlanAccounts").property("BackupSelection");

        assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("cron(0 1 * * ? *)");
        assertThat(rule.at("/CopyActions/0/DestinationBackupVaultArn").asText()).isEqualTo(VAULT);
        assertThat(rule.at("/CopyActions/0/Lifecycle/DeleteAfterDays").asInt()).isEqualTo(35);
        assertThat(selection.path("Resources").valueStream().map(TEMPLATES::resolve))
                .containsExactly("AccountsRestored2.Arn");
        assertThat(DeploymentStage.PROD.templates().templateResources())
                .noneMatch(resource -> resource.type().startsWith("AWS::Backup::"));
    }

    /// A user who can write the attribute can spend another organisation's credits. Red with
    /// self-registration, with the attribute among those that the client writes, or with a secret that a web
    /// page cannot keep.
    @Test
    void only_an_administrator_decides_who_is_of_which_organisation() {
        var pool = TEMPLATES.resourceNamed("SignInPool");
        var client = TEMPLATES.resourceNamed("SignInPoolWeb");

        assertThat(pool.property("AdminCreateUserConfig")
                        .path("AllowAdminCreateUserOnly")
                        .asBoolean())
                .isTrue();
        assertThat(pool.property("Schema").findValuesAsText("Name")).contains("organisation", "organisation_name");
        assertThat(SynthesizedTemplates.toTexts(client.property("WriteAttributes")))
                .containsExactly("name");
        assertThat(SynthesizedTemplates.toTexts(client.property("AllowedOAuthScopes")))
                .containsExactly("openid", "profile");
        assertThat(SynthesizedTemplates.toTexts(client.property("AllowedOAuthFlows")))
                .containsExactly("code");
        assertThat(client.property("GenerateSecret").asBoolean()).isFalse();
        assertThat(SynthesizedTemplates.toTexts(client.property("CallbackURLs")))
                .containsExactly("https://app.dev.example.com/signed-in");
    }

    /// Red when a role has no group.
    @Test
    void every_role_is_a_group() {
        assertThat(TEMPLATES.all("AWS::Cognito::UserPoolGroup").stream()
                        .map(group -> group.property("GroupName").asText()))
                .containsExactlyInAnyOrder("billing", "feature", "member", "operator", "owner", "privacy");
    }

    /// Red when the API, the page's headers or its settings name another provider.
    @Test
    void api_and_web_app_sign_in_at_the_pool() {
        var authorizer = TEMPLATES.resourceNamed("HttpApiTokens").property("JwtConfiguration");
        var policy = TEMPLATES
                .resourceNamed("SiteHeaders")
                .property("ResponseHeadersPolicyConfig")
                .at("/SecurityHeadersConfig/ContentSecurityPolicy/ContentSecurityPolicy");
        var config = TEMPLATES.resolve(TEMPLATES.stack("Web").at("/Outputs/SiteConfig/Value"));
        var issuer = "https://cognito-idp.AWS::Region.amazonaws.com/SignInPool";

        assertThat(TEMPLATES.resolve(authorizer.path("Issuer"))).isEqualTo(issuer);
        assertThat(authorizer.path("Audience").valueStream().map(TEMPLATES::resolve))
                .containsExactly("SignInPoolWeb", "machine-client");
        assertThat(TEMPLATES.resolve(policy))
                .contains("connect-src 'self' https://cognito-idp.AWS::Region.amazonaws.com"
                        + " https://credits-" + PhysicalNamesTest.LONGEST_STAGE
                        + "-AWS::AccountId.auth.AWS::Region.amazoncognito.com;");
        assertThat(config).contains("\"issuer\":\"" + issuer + "\"", "\"client_id\":\"SignInPoolWeb\"");
    }

    /// Runs the trigger itself. Red when a user's scopes become permissions, or a machine keeps the prefix.
    @Test
    void tokens_of_people_name_their_organisation_and_tokens_of_machines_their_permissions() throws Exception {
        assertThat(claims("""
                        {"triggerSource": "TokenGeneration_HostedAuth", "request": {"scopes": ["credits/usage:authorize"],
                         "userAttributes": {"custom:organisation": "acme", "custom:organisation_name": "Acme Inc."}}}""")).isEqualTo("{\"organisation\":\"acme\",\"organisation_name\":\"Acme Inc.\"}");
        assertThat(claims("""
                        {"triggerSource": "TokenGeneration_ClientCredentials",
                         "request": {"scopes": ["credits/usage:authorize"]}}""")).isEqualTo("{\"permissions\":[\"usage:authorize\"]}");
        assertThat(claims("""
                        {"triggerSource": "TokenGeneration_ClientCredentials", "request":
                         {"scopes": ["credits/usage:read", "credits/organisation:smoke"]}}""")).isEqualTo("{\"permissions\":[\"usage:read\"],\"organisation\":\"smoke\"}");
    }

    /// Red with a longer name in a template.
    @Test
    void names_keep_their_limits() {
        PhysicalNamesTest.assertWithinLimits(TEMPLATES);
        // AWS's limit for the prefix of a domain, of which the account is the last twelve characters.
        assertThat("credits-" + PhysicalNamesTest.LONGEST_STAGE + "-123456789012")
                .hasSizeLessThanOrEqualTo(63);
    }

    private static String claims(String event) throws IOException {
        var code = TEMPLATES
                .resourceNamed("SignInClaims")
                .property("Code")
                .path("ZipFile")
                .textValue();
        var call = "%s;exports.handler(%s).then((event) => process.stdout.write(JSON.stringify(".formatted(code, event)
                + "event.response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride)))";
        var node =
                new ProcessBuilder("node", "-e", call).redirectErrorStream(true).start();
        return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
