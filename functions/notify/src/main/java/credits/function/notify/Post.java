package credits.function.notify;

import credits.identity.EmailAddress;
import credits.ledger.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sesv2.model.Content;

/// Sends e-mail through Amazon SES.
final class Post {
    // Errors that concern this e-mail or address alone. All others (throttling, a paused account, timeouts) are
    // transient or ours to fix.
    private static final Set<String> FOR_EVER = Set.of("MessageRejected", "BadRequestException");
    // `MessageRejected` also reports a sender, or in the sandbox a recipient, that is not verified:
    // https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
    private static final String UNVERIFIED = "not verified";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SesV2Client ses;
    private final EmailAddress from;

    Post(SesV2Client ses, EmailAddress from) {
        this.ses = ses;
        this.from = from;
    }

    /// A client without retries: retrying a call that is still in progress would send the e-mail twice.
    static SesV2Client client(SesV2ClientBuilder builder, Map<String, String> environment) {
        return Connection.once(builder, environment, "AWS_ENDPOINT_URL_SESV2", PATIENCE)
                .build();
    }

    /// The result of sending an e-mail.
    enum Answer {
        TAKEN,
        NEVER,
        /// Retry later: SES was unavailable or did not respond, and may have accepted the e-mail all the same.
        LATER
    }

    /// Sends one e-mail to one address, so that recipients do not see each other and one bad address does not
    /// affect the others.
    Answer send(Letter letter, EmailAddress to) {
        try {
            var _ = ses.sendEmail(send -> send.fromEmailAddress(from.value())
                    .destination(destination -> destination.toAddresses(to.value()))
                    .content(content -> content.simple(message -> message.subject(text(letter.subject()))
                            .body(body -> body.text(text(letter.text())).html(text(letter.html()))))));
            return Answer.TAKEN;
        } catch (AwsServiceException refused) {
            return isForEver(refused) ? Answer.NEVER : Answer.LATER;
        } catch (SdkException silent) {
            return Answer.LATER;
        }
    }

    private static boolean isForEver(AwsServiceException refused) {
        return FOR_EVER.contains(String.valueOf(refused.awsErrorDetails().errorCode()))
                && !String.valueOf(refused.awsErrorDetails().errorMessage()).contains(UNVERIFIED);
    }

    private static Content text(String data) {
        return Content.builder().charset("UTF-8").data(data).build();
    }
}
