package credits.function.limits;

import credits.account.AlertRecipients;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.account.command.ChangeLimits;
import credits.account.command.ChangeLimits.Outcome;
import credits.api.LimitsRequest;
import credits.http.IfMatchHeader;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.json.FieldError;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.profile.ProfileStore;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Saves a member's new limits: first the alert recipients into the profile, then the amounts into the ledger.
///
/// Recipients are saved first, because the new limits may be reached immediately and the new recipients must then be
/// notified. A crash in between leaves the request undecided; repeating it completes the update. If the limits turn out
/// to be stale, the recipients are restored, so that "nothing was changed" holds.
final class LimitsUpdate {
    // Each retry means that another save happened between our read and our write.
    private static final int MAX_ATTEMPTS = 5;

    private final AccountQueries accountQueries;
    private final Ledger ledger;
    private final ProfileStore profileStore;
    private final RecipientConfirmations confirmations;

    LimitsUpdate(
            AccountQueries accountQueries,
            Ledger ledger,
            ProfileStore profileStore,
            RecipientConfirmations confirmations) {
        this.accountQueries = accountQueries;
        this.ledger = ledger;
        this.profileStore = profileStore;
        this.confirmations = confirmations;
    }

    CurrentLimits current(OrganisationId organisation, Instant now) {
        var recipients = profileStore.findAlertRecipients(organisation);
        return new CurrentLimits(
                accountQueries.currentAccount(organisation, now).limits(), recipients);
    }

    /// @param isOwn whether an address is known to be the member's
    CurrentLimits save(
            OrganisationId organisation,
            LimitsRequest requested,
            IfMatchHeader basedOn,
            MemberId by,
            Predicate<EmailAddress> isOwn,
            Instant at) {
        var now = at.truncatedTo(ChronoUnit.MILLIS);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var before = current(organisation, now);
            if (before.conflictsWith(requested, basedOn)) throw new ProblemException(Problem.preconditionFailed());
            var recipients = before.hasSameRecipients(requested)
                    ? Optional.of(before.recipients())
                    : replaceRecipients(organisation, before.recipients(), requested, new LastChange(now, by), isOwn);
            if (recipients.isEmpty()) continue;
            var saved = changeAmounts(
                    organisation,
                    before,
                    recipients.get(),
                    changeCommand(before.limits(), requested, basedOn, by, now));
            if (!before.recipients().unconfirmed().containsAll(recipients.get().unconfirmed()))
                confirmations.request(organisation, now);
            return saved;
        }
        throw new ServiceUnavailableException("concurrent saves kept changing the recipients of " + organisation);
    }

    // Empty if a concurrent save won the race.
    private Optional<AlertRecipients> replaceRecipients(
            OrganisationId organisation,
            AlertRecipients before,
            LimitsRequest requested,
            LastChange change,
            Predicate<EmailAddress> isOwn) {
        var replacement = before.replacedBy(
                requested.alertRecipients(),
                change,
                address -> isOwn.test(address) ? Optional.empty() : Optional.of(confirmations.newSecret()));
        if (replacement.unconfirmed().size() > AlertRecipients.MAX_UNCONFIRMED)
            throw new ProblemException(Problem.invalidLimits(List.of(new FieldError(
                    "/alert_recipients",
                    "must not have more than " + AlertRecipients.MAX_UNCONFIRMED
                            + " addresses that are not confirmed"))));
        return profileStore.replaceAlertRecipients(organisation, before, replacement)
                ? Optional.of(replacement)
                : Optional.empty();
    }

    // The change is based on the version that was read, unless the member asked to overwrite any version.
    private static ChangeLimits changeCommand(
            SpendingLimits before, LimitsRequest requested, IfMatchHeader basedOn, MemberId by, Instant now) {
        var version = basedOn.tag().map(_ -> before.version());
        return new ChangeLimits(requested.alerts(), requested.allowedLimit(), version, by, now);
    }

    private CurrentLimits changeAmounts(
            OrganisationId organisation, CurrentLimits before, AlertRecipients recipients, ChangeLimits change) {
        return switch (ledger.commit(organisation, change)) {
            case Outcome.Applied(var limits) -> new CurrentLimits(limits, recipients);
            case Outcome.Stale _ -> {
                if (!recipients.equals(before.recipients())) {
                    // If the list has been saved again since, that newer list stays.
                    var _ = profileStore.replaceAlertRecipients(
                            organisation, recipients, recipients.revertedTo(before.recipients()));
                }
                throw new ProblemException(Problem.preconditionFailed());
            }
        };
    }
}
