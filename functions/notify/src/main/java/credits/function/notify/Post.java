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

/// The mail service.
final class Post {
    // About this one e-mail or address. All else (throttles, a paused account, time-outs) may pass, or is for us to put
    // right.
    private static final Set<String> FOR_EVER = Set.of("MessageRejected", "BadRequestException");
    // What `MessageRejected` says of a sender, or in the sandbox of a recipient, who is yet to be verified, or is no
    // more: https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
    private static final String UNVERIFIED = "not verified";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SesV2Client ses;
    private final EmailAddress from;

    Post(SesV2Client ses, EmailAddress from) {
        this.ses = ses;
        this.from = from;
    }

    /// A client that asks once and waits for the answer: whoever asks again before it has come sends an e-mail twice.
    static SesV2Client client(SesV2ClientBuilder builder, Map<String, String> environment) {
        return Connection.once(builder, environment, "AWS_ENDPOINT_URL_SESV2", PATIENCE)
                .build();
    }

    /// What the service says to an e-mail.
    enum Answer {
        TAKEN,
        NEVER,
        /// Not now, or nothing was heard: it may have been taken all the same.
        LATER
    }

    /// One e-mail to one address, so that nobody sees who else is told, and none of them fails for another's address.
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
