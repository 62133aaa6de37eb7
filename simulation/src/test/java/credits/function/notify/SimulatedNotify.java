package credits.function.notify;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.api.BlockerJson;
import credits.archive.DocumentArchive;
import credits.identity.EmailAddress;
import credits.invoicing.store.InvoiceQueries;
import credits.notification.NotificationStore;
import credits.profile.ProfileStore;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// The function that sends e-mail, on simulated services.
public final class SimulatedNotify {
    private static final int MAILS_PER_DAY = 1_000;
    private static final BlockerJson PAGES = new BlockerJson(
            "https://app.example.com/usage", "https://app.example.com/limits", "https://app.example.com/top-up");

    private SimulatedNotify() {}

    public static RequestStreamHandler newHandler(
            DynamoDbClient dynamo, String table, DocumentArchive archive, SesV2Client ses, InstantSource clock) {
        var mailer = new Mailer(ses, new EmailAddress("credits@example.com"));
        var renderer = new EmailRenderer(PAGES, "https://app.example.com/payments", EmailLocale.EN);
        var documents = new DocumentSender(
                new InvoiceQueries(dynamo, table),
                archive,
                new MailedDocuments(dynamo, table),
                mailer,
                renderer,
                clock);
        return new NotifyHandler(new NotificationSender(
                new ProfileStore(dynamo, table),
                new NotificationStore(dynamo, table),
                mailer,
                renderer,
                new DailyMails(dynamo, table, MAILS_PER_DAY),
                new EmailAddress("operations@example.com"),
                documents,
                clock));
    }
}
