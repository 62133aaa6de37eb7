package credits.ledger;

import credits.account.Account;
import credits.account.Change;
import credits.identity.OrganisationId;
import credits.usage.Submission;
import java.time.ZoneId;
import software.amazon.awssdk.core.SdkBytes;

/// The newest state of a chain that is known: the account, the window of ids that ends with it, and its hash.
///
/// A head that is not the newest any more is no danger: the put behind it fails. Only answers without a put need a
/// fresh one.
record Head(OrganisationId organisation, Account account, Window window, SdkBytes hash) {

    /// Before the first segment.
    static Head ofNothing(OrganisationId organisation, ZoneId zone) {
        return new Head(organisation, Account.opened(zone), Window.EMPTY, Segment.NO_HASH);
    }

    /// The segment that `change` makes behind this head.
    Segment next(Change change, Sizes sizes) {
        if (change.account().segments() != account.segments() + 1) {
            throw new IllegalStateException("a change of " + account.segments() + " segments makes "
                    + change.account().segments());
        }
        var latest = change.account().clock().plus(Submission.FURTHEST_AHEAD);
        for (var placed : change.ids()) {
            // The directory stops looking where no id can be by this rule: who breaks it would book twice one day.
            if (placed.id().madeAtMillis() > latest.toEpochMilli()) {
                throw new IllegalStateException("an id ahead of the clock: " + placed.id());
            }
        }
        return Segment.of(organisation, change, hash, window.plus(change.ids(), sizes));
    }

    /// The head that `segment` is, which follows this one.
    Head adopting(Segment segment) {
        if (segment.number() != account.segments() || !segment.prev().equals(hash)) {
            throw new IllegalStateException("chain broken: " + organisation + " " + segment.number());
        }
        var following = window.adopting(segment.placed(), segment.marks());
        return new Head(organisation, segment.account(), following, segment.hash());
    }
}
