package credits.account;

import credits.account.SpendingLimits.LastChange;
import credits.identity.EmailAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The e-mail addresses that an organisation wants notified when its limits are approached or reached. Nobody is
/// notified until an address is listed and its owner has confirmed it.
///
/// The addresses are personal data. They are kept in the profile, which can be changed and erased, and never in
/// the chain.
///
/// @param addresses at most 20 distinct addresses, in the order in which they were entered
/// @param secrets for each address that is not confirmed, the secret in the link that confirms it
/// @param version increases with every change of the addresses; 0 before the first
/// @param lastChange who last changed them, and when
public record AlertRecipients(
        List<EmailAddress> addresses,
        Map<EmailAddress, String> secrets,
        long version,
        Optional<LastChange> lastChange) {
    /// The maximum number of recipients.
    public static final int MAX_RECIPIENTS = 20;

    /// The maximum number of recipients that are not confirmed: strangers may be listed, but only few at a time.
    public static final int MAX_UNCONFIRMED = 5;

    /// The empty list of a new account.
    public static final AlertRecipients NONE = new AlertRecipients(List.of(), Map.of(), 0, Optional.empty());

    public AlertRecipients {
        addresses = List.copyOf(addresses);
        secrets = Map.copyOf(secrets);
        if (addresses.size() > MAX_RECIPIENTS)
            throw new IllegalArgumentException("at most " + MAX_RECIPIENTS + " recipients");
        if (!addresses.containsAll(secrets.keySet()))
            throw new IllegalArgumentException("only a listed address has a secret");
    }

    /// Returns the addresses that may be mailed, in order.
    public List<EmailAddress> confirmed() {
        return addresses.stream().filter(each -> !secrets.containsKey(each)).toList();
    }

    /// Returns the addresses whose owners have yet to confirm, in order.
    public List<EmailAddress> unconfirmed() {
        return addresses.stream().filter(secrets::containsKey).toList();
    }

    /// Returns the recipients after a change to `newAddresses`. An address that was listed before stays as it is.
    ///
    /// @param newSecret the secret of an address that was not listed before; empty if it needs no confirmation
    public AlertRecipients replacedBy(
            List<EmailAddress> newAddresses, LastChange change, Function<EmailAddress, Optional<String>> newSecret) {
        var newSecrets = new LinkedHashMap<EmailAddress, String>();
        for (var address : newAddresses) {
            var known = addresses.stream().filter(address::isSameMailbox).findFirst();
            var secret =
                    known.map(each -> Optional.ofNullable(secrets.get(each))).orElseGet(() -> newSecret.apply(address));
            secret.ifPresent(text -> newSecrets.put(address, text));
        }
        return new AlertRecipients(newAddresses, newSecrets, version + 1, Optional.of(change));
    }

    /// Returns the recipients after the owner of the address with this secret has confirmed it; empty if no address
    /// has it.
    ///
    /// @param isSecret compares in constant time
    public Optional<AlertRecipients> withConfirmed(Predicate<String> isSecret) {
        var remaining = new LinkedHashMap<>(secrets);
        boolean isFound = remaining.values().removeIf(isSecret);
        return isFound ? Optional.of(new AlertRecipients(addresses, remaining, version, lastChange)) : Optional.empty();
    }

    /// Returns the recipients after a change has been undone: the addresses of `before`, under a newer version.
    public AlertRecipients revertedTo(AlertRecipients before) {
        return new AlertRecipients(before.addresses, before.secrets, version + 1, before.lastChange);
    }
}
