package credits.infrastructure;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupPlanCopyActionProps;
import software.amazon.awscdk.services.backup.BackupPlanRule;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/// A daily backup of the table, copied to a vault in another AWS account. An intruder in this account can delete
/// the table and its recovery, but not what a locked vault holds there.
final class TableBackup extends Construct {
    private static final Duration RETENTION = Duration.days(35);

    /// Creates the backup.
    ///
    /// @param otherVaultArn the vault in the other account, which accepts copies from this one
    TableBackup(Construct scope, StageSettings settings, AccountTable accounts, String otherVaultArn) {
        super(scope, "Backup");
        // A vault with AWS's own key cannot be copied to another account.
        var key = Key.Builder.create(this, "Key")
                .description("Backups of the accounts")
                .enableKeyRotation(true)
                .removalPolicy(settings.removalPolicy())
                .build();
        var vault = BackupVault.Builder.create(this, "Vault")
                .backupVaultName(settings.stackName("accounts"))
                .encryptionKey(key)
                .removalPolicy(settings.removalPolicy())
                .build();
        var plan = BackupPlan.Builder.create(this, "Plan").backupVault(vault).build();
        plan.addRule(BackupPlanRule.Builder.create()
                .ruleName("Daily")
                .scheduleExpression(Schedule.cron(
                        CronOptions.builder().minute("0").hour("1").build()))
                .deleteAfter(RETENTION)
                .copyActions(List.of(BackupPlanCopyActionProps.builder()
                        .destinationBackupVault(BackupVault.fromBackupVaultArn(this, "OtherAccount", otherVaultArn))
                        .deleteAfter(RETENTION)
                        .build()))
                .build());
        var _ = plan.addSelection(
                "Accounts",
                BackupSelectionOptions.builder()
                        .resources(
                                List.of(BackupResource.fromArn(accounts.table().getTableArn())))
                        .role(createRole())
                        .build());
    }

    private Role createRole() {
        var policy = "service-role/AWSBackupServiceRolePolicyForBackup";
        var role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("backup.amazonaws.com"))
                .managedPolicies(List.of(ManagedPolicy.fromAwsManagedPolicyName(policy)))
                .build();
        AcceptedFinding.awsSolutions("IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/%s]".formatted(policy))
                .acceptAt(role, "AWS's managed policy for backups; AWS keeps it in step with AWS Backup.");
        return role;
    }
}
