package credits.account;

import credits.account.Limits.LastChange;
import credits.identity.EmailAddress;
import java.util.List;
import java.util.Optional;

/// The e-mail addresses that an organisation wants notified when its limits are approached or reached. Nobody is
/// notified until an address is listed.
///
/// The addresses are personal data. They are kept in the profile, which can be changed and erased, and never in
/// the chain.
///
/// @param addresses at most 20 distinct addresses, in the order in which they were entered
/// @param version increases with every change; 0 before the first
/// @param lastChange who last changed them, and when
public record AlertRecipients(List<EmailAddress> addresses, long version, Optional<LastChange> lastChange) {
    /// The maximum number of recipients.
    public static final int MOST = 20;

    /// The empty list of a new account.
    public static final AlertRecipients NONE = new AlertRecipients(List.of(), 0, Optional.empty());

    public AlertRecipients {
        addresses = List.copyOf(addresses);
        if (addresses.size() > MOST) throw new IllegalArgumentException("at most " + MOST + " recipients");
    }

    /// Returns the recipients after a change to `wanted`.
    public AlertRecipients changedTo(List<EmailAddress> wanted, LastChange change) {
        return new AlertRecipients(wanted, version + 1, Optional.of(change));
    }

    /// Returns the recipients after a change has been undone: the addresses of `before`, under a newer version.
    public AlertRecipients takenBackTo(AlertRecipients before) {
        return new AlertRecipients(before.addresses, version + 1, before.lastChange);
    }
}
