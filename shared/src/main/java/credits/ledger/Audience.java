package credits.ledger;

import credits.identity.EmailAddress;
import java.util.List;
import java.util.Optional;

/// The recipients of an organisation's e-mails, and their language.
///
/// @param language the language of the billing profile, two letters; empty until one is chosen
public record Audience(List<EmailAddress> recipients, Optional<String> language) {
    public Audience {
        recipients = List.copyOf(recipients);
    }
}
