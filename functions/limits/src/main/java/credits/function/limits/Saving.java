package credits.function.limits;

import credits.account.AlertRecipients;
import credits.account.ChangeLimits;
import credits.account.ChangeLimits.Outcome;
import credits.account.Limits;
import credits.account.Limits.LastChange;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.Profiles;
import credits.ledger.Statements;
import credits.ledger.Unavailable;
import credits.wire.IfMatch;
import credits.wire.LimitsBody;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Saves a member's new limits: first the alert recipients into the profile, then the amounts into the ledger.
///
/// Recipients are saved first, because the new limits may be reached immediately and the new recipients must then be
/// notified. A crash in between leaves the request undecided; repeating it completes the update. If the limits turn out
/// to be stale, the recipients are restored, so that "nothing was changed" holds.
final class Saving {
    // Each retry means that another save happened between our read and our write.
    private static final int ATTEMPTS = 5;

    private final Statements statements;
    private final Ledger ledger;
    private final Profiles profiles;

    Saving(Statements statements, Ledger ledger, Profiles profiles) {
        this.statements = statements;
        this.ledger = ledger;
        this.profiles = profiles;
    }

    InForce inForce(OrganisationId organisation, Instant now) {
        var recipients = profiles.alertRecipients(organisation);
        return new InForce(statements.current(organisation, now).limits(), recipients);
    }

    InForce save(OrganisationId organisation, LimitsBody wanted, IfMatch basedOn, MemberId by, Instant at) {
        var now = at.truncatedTo(ChronoUnit.MILLIS);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = inForce(organisation, now);
            if (before.overwritesUnseen(wanted, basedOn)) throw new Rejected(Problem.preconditionFailed());
            var listed = before.hasRecipientsOf(wanted)
                    ? Optional.of(before.recipients())
                    : list(organisation, before.recipients(), wanted, new LastChange(now, by));
            if (listed.isEmpty()) continue;
            return amounts(organisation, before, listed.get(), change(before.limits(), wanted, basedOn, by, now));
        }
        throw new Unavailable("concurrent saves kept changing the recipients of " + organisation);
    }

    // Empty if a concurrent save won the race.
    private Optional<AlertRecipients> list(
            OrganisationId organisation, AlertRecipients before, LimitsBody wanted, LastChange change) {
        var listed = before.changedTo(wanted.alertRecipients(), change);
        return profiles.replace(organisation, before, listed) ? Optional.of(listed) : Optional.empty();
    }

    // The change is based on the version that was read, unless the member asked to overwrite any version.
    private static ChangeLimits change(Limits before, LimitsBody wanted, IfMatch basedOn, MemberId by, Instant now) {
        var version = basedOn.tag().map(_ -> before.version());
        return new ChangeLimits(wanted.alertThreshold(), wanted.allowedLimit(), version, by, now);
    }

    private InForce amounts(OrganisationId organisation, InForce before, AlertRecipients listed, ChangeLimits change) {
        return switch (ledger.commit(organisation, change)) {
            case Outcome.InForce(var limits) -> new InForce(limits, listed);
            case Outcome.Stale _ -> {
                if (!listed.equals(before.recipients())) {
                    // If the list has been saved again since, that newer list stays.
                    var _ = profiles.replace(organisation, listed, listed.takenBackTo(before.recipients()));
                }
                throw new Rejected(Problem.preconditionFailed());
            }
        };
    }
}
