package credits.function.notify;

import credits.identity.EmailAddress;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Content;

/// The mail service.
final class Post {
    // About this one e-mail or address. All else (throttles, a paused account, an identity yet to be verified,
    // time-outs) may pass, or is for us to put right.
    private static final Set<String> FOR_EVER = Set.of("MessageRejected", "BadRequestException");

    private final SesV2Client ses;
    private final EmailAddress from;

    Post(SesV2Client ses, EmailAddress from) {
        this.ses = ses;
        this.from = from;
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
            return FOR_EVER.contains(String.valueOf(refused.awsErrorDetails().errorCode()))
                    ? Answer.NEVER
                    : Answer.LATER;
        } catch (SdkException silent) {
            return Answer.LATER;
        }
    }

    private static Content text(String data) {
        return Content.builder().charset("UTF-8").data(data).build();
    }
}
