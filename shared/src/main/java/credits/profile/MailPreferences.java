package credits.profile;

import credits.identity.EmailAddress;
import java.util.List;
import java.util.Optional;

/// The recipients and the language of an organisation's e-mails.
///
/// @param recipients the confirmed ones
/// @param language the language of the billing profile, two letters; empty until one is chosen
public record MailPreferences(List<EmailAddress> recipients, Optional<String> language) {
    public MailPreferences {
        recipients = List.copyOf(recipients);
    }
}
