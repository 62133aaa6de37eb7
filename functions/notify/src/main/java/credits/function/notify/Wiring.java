package credits.function.notify;

import credits.api.BlockerJson;
import credits.archive.DocumentArchive;
import credits.aws.AwsClients;
import credits.identity.EmailAddress;
import credits.invoicing.store.InvoiceQueries;
import credits.notification.NotificationStore;
import credits.profile.ProfileStore;
import credits.settings.EnvironmentVariable;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// Creates the function's dependencies, once per execution environment.
final class Wiring {
    private Wiring() {}

    static NotificationSender sender(Map<String, String> environment, InstantSource clock) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var ses = Mailer.client(SesV2Client.builder(), environment);
        var mailer = new Mailer(ses, new EmailAddress(EnvironmentVariable.MAIL_FROM.require(environment)));
        var renderer = new EmailRenderer(
                BlockerJson.fromEnvironment(environment),
                EnvironmentVariable.RETURN_URL.require(environment),
                EmailLocale.parse(EnvironmentVariable.DEFAULT_LANGUAGE.require(environment)));
        return new NotificationSender(
                new ProfileStore(dynamo, table),
                new NotificationStore(dynamo, table),
                mailer,
                renderer,
                new DailyMails(dynamo, table, Integer.parseInt(EnvironmentVariable.MAILS_PER_DAY.require(environment))),
                new EmailAddress(EnvironmentVariable.OPERATOR_MAIL.require(environment)),
                new DocumentSender(
                        new InvoiceQueries(dynamo, table),
                        DocumentArchive.of(environment),
                        new MailedDocuments(dynamo, table),
                        mailer,
                        renderer,
                        clock),
                clock);
    }
}
