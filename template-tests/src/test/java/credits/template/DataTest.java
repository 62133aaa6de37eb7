package credits.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.ledger.Table;
import credits.template.Deployment.Resource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataTest {
    /// Red when an id on the path to a stateful construct changes: CloudFormation would replace the resource
    /// with its data.
    @Test
    void what_holds_data_keeps_its_logical_id_and_nothing_else_holds_data() {
        assertThat(Stage.PROD
                        .deployment()
                        .resources()
                        .filter(DataTest::outlivesItsStack)
                        .map(Resource::id))
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
    void a_development_stage_leaves_nothing_behind() {
        assertThat(Stage.DEV.deployment().resources())
                .isNotEmpty()
                .allMatch(each -> Set.of("", "Delete")
                        .contains(each.json().path("DeletionPolicy").asText()));
    }

    /// Red when `PointInTimeRecoverySpecification` is missing or has fewer days.
    @ParameterizedTest
    @EnumSource
    void accounts_can_be_restored_to_any_second_of_the_last_35_days(Stage stage) {
        var recovery = table(stage).property("Replicas").path(0).path("PointInTimeRecoverySpecification");

        assertThat(recovery.path("PointInTimeRecoveryEnabled").booleanValue()).isTrue();
        assertThat(recovery.path("RecoveryPeriodInDays").intValue()).isEqualTo(35);
    }

    /// Red without `.deletionProtection(…)`.
    @Test
    void the_table_of_accounts_cannot_be_deleted_by_a_slip() {
        assertThat(table(Stage.PROD)
                        .property("Replicas")
                        .path(0)
                        .path("DeletionProtectionEnabled")
                        .booleanValue())
                .isTrue();
    }

    /// Red when the stream is missing or carries old images too.
    @ParameterizedTest
    @EnumSource
    void every_new_segment_appears_in_the_stream(Stage stage) {
        assertThat(table(stage)
                        .property("StreamSpecification")
                        .path("StreamViewType")
                        .textValue())
                .isEqualTo("NEW_IMAGE");
    }

    /// Red without `MaxThroughputProps`: a bug could write without end, and each write is paid.
    @ParameterizedTest
    @CsvSource({"DEV, 500", "PROD, 10000"})
    void no_fault_of_ours_reads_or_writes_more_in_a_second_than_the_fuse_lets_through(Stage stage, int units) {
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
    void the_table_is_paid_by_request(Stage stage) {
        assertThat(table(stage).property("BillingMode").textValue()).isEqualTo("PAY_PER_REQUEST");
    }

    /// Red when a key has a fixed name.
    @ParameterizedTest
    @EnumSource
    void the_keys_are_those_that_the_ledger_writes(Stage stage) {
        assertThat(table(stage).property("KeySchema").findValuesAsText("AttributeName"))
                .containsExactly(Table.PARTITION, Table.SORT);
    }

    /// Red without `.versioned(true)`, `.enforceSsl(true)` or `BLOCK_ALL`.
    @ParameterizedTest
    @EnumSource
    void what_was_issued_is_nobodys_to_see_and_is_never_overwritten(Stage stage) {
        var bucket = stage.deployment().named("InvoicesBucket");

        assertThat(bucket.property("VersioningConfiguration").path("Status").textValue())
                .isEqualTo("Enabled");
        assertThat(bucket.property("PublicAccessBlockConfiguration").toString())
                .isEqualTo("{\"BlockPublicAcls\":true,\"BlockPublicPolicy\":true,\"IgnorePublicAcls\":true,"
                        + "\"RestrictPublicBuckets\":true}");
        assertThat(stage.deployment().all("AWS::S3::BucketPolicy").stream()
                        .map(policy -> policy.property("PolicyDocument").toString()))
                .allMatch(policy -> policy.contains("\"aws:SecureTransport\":\"false\""));
    }

    /// Red with `governance(…)`, with nine years, or without `.objectLockEnabled(true)`.
    @Test
    void invoices_of_production_cannot_be_deleted_for_ten_years_by_anybody() {
        var bucket = Stage.PROD.deployment().named("InvoicesBucket");
        var rule = bucket.property("ObjectLockConfiguration").at("/Rule/DefaultRetention");

        assertThat(bucket.property("ObjectLockEnabled").booleanValue()).isTrue();
        assertThat(rule.path("Mode").textValue()).isEqualTo("COMPLIANCE");
        assertThat(rule.path("Days").intValue()).isGreaterThanOrEqualTo(3_652);
    }

    private static Resource table(Stage stage) {
        return stage.deployment().all("AWS::DynamoDB::GlobalTable").getFirst();
    }

    // Log groups are kept too, but nothing reads them, so a new one does as well.
    private static boolean outlivesItsStack(Resource resource) {
        return resource.json().path("DeletionPolicy").asText().equals("Retain")
                && !resource.type().equals("AWS::Logs::LogGroup");
    }
}
