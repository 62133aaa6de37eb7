package credits.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/// The resources that must outlive every deployment: the accounts, the usage in the queue and the issued documents.
final class DataStack extends Stack {
    private final AccountTable accountTable;
    private final UsageQueues usageQueues;
    private final StripeCredentialsSecret stripeCredentialsSecret;
    private final InvoiceBucket invoiceBucket;
    private final AlarmTopic alarmTopic;
    private final SignIn signIn;

    DataStack(App app, StageSettings settings) {
        super(app, "Data", stackProps(settings));
        accountTable = new AccountTable(this, settings);
        settings.backupVault().ifPresent(vault -> {
            var _ = new TableBackup(this, settings, accountTable, vault);
        });
        usageQueues = new UsageQueues(this, settings);
        stripeCredentialsSecret = new StripeCredentialsSecret(this, settings);
        invoiceBucket = new InvoiceBucket(this, settings);
        alarmTopic = new AlarmTopic(this, settings);
        signIn = settings.hasUserPool()
                ? new CognitoUserPool(this, settings).signIn()
                : SignIn.externalProvider(settings);
        output("TableName", accountTable.table().getTableName());
        output("UsageQueueUrl", usageQueues.queue().getQueueUrl());
        output("UsageQueueArn", usageQueues.queue().getQueueArn());
        output("UsageProducerPolicyArn", usageQueues.producerPolicy().getManagedPolicyArn());
        output("InvalidUsageQueueUrl", usageQueues.invalidQueue().getQueueUrl());
        output("InvoiceBucketName", invoiceBucket.bucket().getBucketName());
        output("StripeSecretArn", stripeCredentialsSecret.secret().getSecretArn());
    }

    AccountTable accountTable() {
        return accountTable;
    }

    UsageQueues usageQueues() {
        return usageQueues;
    }

    StripeCredentialsSecret stripeCredentialsSecret() {
        return stripeCredentialsSecret;
    }

    InvoiceBucket invoiceBucket() {
        return invoiceBucket;
    }

    /// The topic of alarms.
    AlarmTopic alarmTopic() {
        return alarmTopic;
    }

    /// The OpenID provider.
    SignIn signIn() {
        return signIn;
    }

    private void output(String id, String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }

    private static StackProps stackProps(StageSettings settings) {
        return StackProps.builder()
                .stackName(settings.stackName("data"))
                .description("Credits: accounts, usage, invoices")
                .terminationProtection(settings.protectData())
                .build();
    }
}
