package credits.account;

import credits.account.Limits.LastChange;
import credits.identity.EmailAddress;
import java.util.List;
import java.util.Optional;

/// Whom an organisation wants told when its limits are approached or reached. Nobody, until somebody is listed.
///
/// Personal data, so it stands in the profile, which can be changed and erased, and never in the chain.
///
/// @param addresses at most 20, in the order they were given in, none twice
/// @param version grows with every change, 0 before the first
/// @param lastChange who changed them last, and when
public record AlertRecipients(List<EmailAddress> addresses, long version, Optional<LastChange> lastChange) {
    /// How many are listed at most.
    public static final int MOST = 20;

    /// Before anybody listed any.
    public static final AlertRecipients NONE = new AlertRecipients(List.of(), 0, Optional.empty());

    public AlertRecipients {
        addresses = List.copyOf(addresses);
        if (addresses.size() > MOST) throw new IllegalArgumentException("at most " + MOST + " recipients");
    }

    /// What they become when somebody lists `wanted` instead.
    public AlertRecipients changedTo(List<EmailAddress> wanted, LastChange change) {
        return new AlertRecipients(wanted, version + 1, Optional.of(change));
    }

    /// What they become when a change is taken back: as they were `before` it, and yet a newer version.
    public AlertRecipients takenBackTo(AlertRecipients before) {
        return new AlertRecipients(before.addresses, version + 1, before.lastChange);
    }
}
