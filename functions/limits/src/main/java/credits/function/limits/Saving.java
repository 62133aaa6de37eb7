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

/// A member saves limits: whom to tell into the profile, then the amounts into the chain.
///
/// In this order, because the new amounts may be reached at once: whoever is told of it must be who was just
/// listed. A crash between the two leaves both true as they stand, and says neither yes nor no; the same call again
/// finds the first part done and does the second. When others were faster with the second part, the first is taken
/// back, so that "nothing was changed" is true.
final class Saving {
    // Each further attempt is a save of somebody else in the milliseconds between our read and our write.
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
        throw new Unavailable("others kept saving the recipients of " + organisation);
    }

    // Empty when somebody else was faster.
    private Optional<AlertRecipients> list(
            OrganisationId organisation, AlertRecipients before, LimitsBody wanted, LastChange change) {
        var listed = before.changedTo(wanted.alertRecipients(), change);
        return profiles.replace(organisation, before, listed) ? Optional.of(listed) : Optional.empty();
    }

    // What was read is what is changed, unless the member asked to change whatever is in force.
    private static ChangeLimits change(Limits before, LimitsBody wanted, IfMatch basedOn, MemberId by, Instant now) {
        var version = basedOn.tag().map(_ -> before.version());
        return new ChangeLimits(wanted.alertThreshold(), wanted.allowedLimit(), version, by, now);
    }

    private InForce amounts(OrganisationId organisation, InForce before, AlertRecipients listed, ChangeLimits change) {
        return switch (ledger.commit(organisation, change)) {
            case Outcome.InForce(var limits) -> new InForce(limits, listed);
            case Outcome.Stale _ -> {
                if (!listed.equals(before.recipients())) {
                    // If somebody has saved the list since, it is theirs, and stays.
                    var _ = profiles.replace(organisation, listed, listed.takenBackTo(before.recipients()));
                }
                throw new Rejected(Problem.preconditionFailed());
            }
        };
    }
}
