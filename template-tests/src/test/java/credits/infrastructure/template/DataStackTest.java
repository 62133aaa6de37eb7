package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.aws.TableKeys;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataStackTest {
    // Kept for a rollback; a function that goes takes its versions with it.
    private static final String VERSION = "AWS::Lambda::Version";

    /// Red when an id on the path to a stateful construct changes: CloudFormation would replace the resource
    /// with its data.
    @Test
    void stateful_resources_keep_their_logical_ids() {
        assertThat(DeploymentStage.PROD
                        .templates()
                        .templateResources()
                        .filter(DataStackTest::isRetained)
                        .filter(each -> !each.type().equals(VERSION))
                        .map(TemplateResource::id))
                .containsExactlyInAnyOrder(
                        "AccountsTableF2DFB3F6",
                        "InvoicesBucketB61C805D",
                        "PagerTopic86343D3D",
                        "UsageQueue9E54A603",
                        "UsageDeadLetters986ACEFB",
                        "UsageInvalid699780B4",
                        "StripeSecretB293F296",
                        "EventsContinuedDeadLettersE66E4016",
                        "EventsContinuedQueue5BE9F8CC",
                        "EventsUnreadLettersD6CD76CC",
                        "MailWaitingDeadLetters5660D1AF",
                        "MailWaitingQueue998AA185",
                        "PaperWaitingDeadLetters7DE4580D",
                        "PaperWaitingQueue994B9774");
    }

    /// Red when `.removalPolicy(…)` of the table, a queue or a log is missing or the same on every stage.
    @Test
    void a_development_stage_retains_no_resource() {
        assertThat(DeploymentStage.DEV
                        .templates()
                        .templateResources()
                        .filter(each -> !each.type().equals(VERSION)))
                .isNotEmpty()
                .allMatch(each -> Set.of("", "Delete")
                        .contains(each.json().path("DeletionPolicy").asText()));
    }

    /// Red without it: what counts the requests of a day, and who was notified of what, would stay for ever.
    @ParameterizedTest
    @EnumSource
    void what_has_an_end_date_expires(DeploymentStage stage) {
        var expiry = table(stage).property("TimeToLiveSpecification");

        assertThat(expiry.path("AttributeName").textValue()).isEqualTo(TableKeys.TIME_TO_LIVE);
        assertThat(expiry.path("Enabled").booleanValue()).isTrue();
    }

    /// Red when `PointInTimeRecoverySpecification` is missing or has fewer days.
    @ParameterizedTest
    @EnumSource
    void accounts_can_be_restored_to_any_second_of_the_last_35_days(DeploymentStage stage) {
        var recovery = table(stage).property("Replicas").path(0).path("PointInTimeRecoverySpecification");

        assertThat(recovery.path("PointInTimeRecoveryEnabled").booleanValue()).isTrue();
        assertThat(recovery.path("RecoveryPeriodInDays").intValue()).isEqualTo(35);
    }

    /// Red without `.deletionProtection(…)`.
    @Test
    void the_account_table_has_deletion_protection() {
        assertThat(table(DeploymentStage.PROD)
                        .property("Replicas")
                        .path(0)
                        .path("DeletionProtectionEnabled")
                        .booleanValue())
                .isTrue();
    }

    /// Red without `.timeToLiveAttribute(…)`: calls that waited would stay for ever.
    @ParameterizedTest
    @EnumSource
    void items_with_a_time_to_live_leave_the_table(DeploymentStage stage) {
        var timeToLive = table(stage).property("TimeToLiveSpecification");

        assertThat(timeToLive.path("AttributeName").textValue()).isEqualTo(TableKeys.TIME_TO_LIVE);
        assertThat(timeToLive.path("Enabled").booleanValue()).isTrue();
    }

    /// Red when the stream is missing or carries old images too.
    @ParameterizedTest
    @EnumSource
    void every_new_segment_appears_in_the_stream(DeploymentStage stage) {
        assertThat(table(stage)
                        .property("StreamSpecification")
                        .path("StreamViewType")
                        .textValue())
                .isEqualTo("NEW_IMAGE");
    }

    /// Red without `MaxThroughputProps`: a bug could write endlessly, and each write is billed.
    @ParameterizedTest
    @CsvSource({"DEV, 500", "PROD, 10000"})
    void the_table_has_a_maximum_throughput(DeploymentStage stage, int units) {
        assertThat(table(stage)
                        .property("WriteOnDemandThroughputSettings")
                        .path("MaxWriteRequestUnits")
                        .intValue())
                .isEqualTo(units);
        assertThat(table(stage)
                        .property("Replicas")
                        .at("/0/ReadOnDemandThroughputSettings/MaxReadRequestUnits")
                        .intValue())
                .isEqualTo(units);
    }

    /// Red with `Billing.provisioned(…)`.
    @ParameterizedTest
    @EnumSource
    void the_table_is_billed_per_request(DeploymentStage stage) {
        assertThat(table(stage).property("BillingMode").textValue()).isEqualTo("PAY_PER_REQUEST");
    }

    /// Red when a key has a fixed name.
    @ParameterizedTest
    @EnumSource
    void the_table_has_the_key_names_that_the_code_uses(DeploymentStage stage) {
        assertThat(table(stage).property("KeySchema").findValuesAsText("AttributeName"))
                .containsExactly(TableKeys.PARTITION_KEY, TableKeys.SORT_KEY);
    }

    /// Red without `.versioned(true)`, `.enforceSsl(true)` or `BLOCK_ALL`.
    @ParameterizedTest
    @EnumSource
    void the_invoice_bucket_is_private_and_versioned(DeploymentStage stage) {
        var bucket = stage.templates().resourceNamed("InvoicesBucket");

        assertThat(bucket.property("VersioningConfiguration").path("Status").textValue())
                .isEqualTo("Enabled");
        assertThat(bucket.property("PublicAccessBlockConfiguration").toString())
                .isEqualTo("{\"BlockPublicAcls\":true,\"BlockPublicPolicy\":true,\"IgnorePublicAcls\":true,"
                        + "\"RestrictPublicBuckets\":true}");
        assertThat(stage.templates().all("AWS::S3::BucketPolicy").stream()
                        .map(policy -> policy.property("PolicyDocument").toString()))
                .allMatch(policy -> policy.contains("\"aws:SecureTransport\":\"false\""));
    }

    /// Ten years from 31 December of the year of the sale (Directive 2006/112/EC, Art. 369k): for a document of
    /// 1 January, eleven years with up to three leap days, 4,018 days.
    ///
    /// Red with `governance(…)`, with 4,017 days, or without `.objectLockEnabled(true)`.
    @Test
    void production_invoices_cannot_be_deleted_until_ten_years_after_the_end_of_their_year() {
        var bucket = DeploymentStage.PROD.templates().resourceNamed("InvoicesBucket");
        var rule = bucket.property("ObjectLockConfiguration").at("/Rule/DefaultRetention");

        assertThat(bucket.property("ObjectLockEnabled").booleanValue()).isTrue();
        assertThat(rule.path("Mode").textValue()).isEqualTo("COMPLIANCE");
        assertThat(rule.path("Days").intValue()).isGreaterThanOrEqualTo(4_018);
    }

    private static TemplateResource table(DeploymentStage stage) {
        return stage.templates().all("AWS::DynamoDB::GlobalTable").getFirst();
    }

    // Log groups are retained too, but nothing reads them, so a new one can replace them.
    private static boolean isRetained(TemplateResource templateResource) {
        return templateResource.json().path("DeletionPolicy").asText().equals("Retain")
                && !templateResource.type().equals("AWS::Logs::LogGroup");
    }
}
