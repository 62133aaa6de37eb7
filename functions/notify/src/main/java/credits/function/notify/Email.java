package credits.function.notify;

import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/// An e-mail without its recipient, the same for all recipients.
///
/// @param text the complete e-mail as plain text
record Email(String subject, String text, String html, List<Attachment> attachments) {
    /// A file that the e-mail has with it.
    record Attachment(String fileName, String contentType, SdkBytes contents) {}

    /// Creates an e-mail without attachments.
    Email(String subject, String text, String html) {
        this(subject, text, html, List.of());
    }

    Email withAttachments(List<Attachment> files) {
        return new Email(subject, text, html, files);
    }
}
