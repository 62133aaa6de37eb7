package credits.ledger;

import credits.identity.EmailAddress;
import java.util.List;
import java.util.Optional;

/// Whom an organisation wants written to, and how.
///
/// @param language of its billing profile, two letters; empty until it has chosen one
public record Audience(List<EmailAddress> recipients, Optional<String> language) {
    public Audience {
        recipients = List.copyOf(recipients);
    }
}
