package credits.function.notify;

import credits.aws.AwsClients;
import credits.identity.EmailAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sesv2.model.Attachment;
import software.amazon.awssdk.services.sesv2.model.AttachmentContentDisposition;
import software.amazon.awssdk.services.sesv2.model.AttachmentContentTransferEncoding;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.Message;

/// Sends e-mail through Amazon SES.
final class Mailer {
    // Errors that concern this e-mail or address alone. All others (throttling, a paused account, timeouts) are
    // transient or ours to fix.
    private static final Set<String> PERMANENT_ERRORS = Set.of("MessageRejected", "BadRequestException");
    // `MessageRejected` also reports a sender, or in the sandbox a recipient, that is not verified:
    // https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
    private static final String NOT_VERIFIED = "not verified";

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final SesV2Client ses;
    private final EmailAddress from;

    Mailer(SesV2Client ses, EmailAddress from) {
        this.ses = ses;
        this.from = from;
    }

    /// A client without retries: retrying a call that is still in progress would send the e-mail twice.
    static SesV2Client client(SesV2ClientBuilder builder, Map<String, String> environment) {
        return AwsClients.configureWithoutRetries(builder, environment, "AWS_ENDPOINT_URL_SESV2", CALL_TIMEOUT)
                .build();
    }

    /// The result of sending an e-mail.
    enum SendResult {
        ACCEPTED,
        REJECTED,
        /// Retry later: SES was unavailable or did not respond, and may nevertheless have accepted the e-mail.
        RETRY_LATER
    }

    /// Sends one e-mail to one address, so that recipients do not see each other and one bad address does not
    /// affect the others.
    SendResult send(Email email, EmailAddress to) {
        try {
            var _ = ses.sendEmail(send -> send.fromEmailAddress(from.value())
                    .destination(destination -> destination.toAddresses(to.value()))
                    .content(content -> content.simple(message(email))));
            return SendResult.ACCEPTED;
        } catch (AwsServiceException e) {
            return isPermanent(e) ? SendResult.REJECTED : SendResult.RETRY_LATER;
        } catch (SdkException e) {
            return SendResult.RETRY_LATER;
        }
    }

    private static boolean isPermanent(AwsServiceException e) {
        return PERMANENT_ERRORS.contains(String.valueOf(e.awsErrorDetails().errorCode()))
                && !String.valueOf(e.awsErrorDetails().errorMessage()).contains(NOT_VERIFIED);
    }

    private static Message message(Email email) {
        var message = Message.builder()
                .subject(content(email.subject()))
                .body(body -> body.text(content(email.text())).html(content(email.html())));
        if (!email.attachments().isEmpty())
            message.attachments(
                    email.attachments().stream().map(Mailer::attachment).toList());
        return message.build();
    }

    private static Attachment attachment(Email.Attachment file) {
        return Attachment.builder()
                .fileName(file.fileName())
                .contentType(file.contentType())
                .contentDisposition(AttachmentContentDisposition.ATTACHMENT)
                .contentTransferEncoding(AttachmentContentTransferEncoding.BASE64)
                .rawContent(file.contents())
                .build();
    }

    private static Content content(String data) {
        return Content.builder().charset("UTF-8").data(data).build();
    }
}
