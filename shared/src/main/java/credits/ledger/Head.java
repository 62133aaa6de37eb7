package credits.ledger;

import credits.account.Account;
import credits.account.Change;
import credits.identity.OrganisationId;
import credits.usage.Submission;
import java.time.ZoneId;
import software.amazon.awssdk.core.SdkBytes;

/// The newest known state of a chain: the account, the window of recent ids that ends with it, and its hash.
///
/// A head that is out of date does no harm, since the put after it fails. Only answers without a put need a fresh head.
record Head(OrganisationId organisation, Account account, Window window, SdkBytes hash) {

    /// Returns the head of a chain without segments.
    static Head ofNothing(OrganisationId organisation, ZoneId zone) {
        return new Head(organisation, Account.opened(zone), Window.EMPTY, Segment.NO_HASH);
    }

    /// Returns the segment that `change` adds after this head.
    Segment next(Change change, Sizes sizes) {
        if (change.account().segments() != account.segments() + 1) {
            throw new IllegalStateException("a change of " + account.segments() + " segments makes "
                    + change.account().segments());
        }
        var latest = change.account().clock().plus(Submission.FURTHEST_AHEAD);
        for (var placed : change.ids()) {
            // The directory stops its search where this rule excludes older ids: an id that broke it could be booked
            // twice one day.
            if (placed.id().madeAtMillis() > latest.toEpochMilli()) {
                throw new IllegalStateException("an id ahead of the clock: " + placed.id());
            }
        }
        return Segment.of(organisation, change, hash, window.plus(change.ids(), sizes));
    }

    /// Returns the head after `segment`, which follows this one.
    Head adopting(Segment segment) {
        if (segment.number() != account.segments() || !segment.prev().equals(hash)) {
            throw new IllegalStateException("chain broken: " + organisation + " " + segment.number());
        }
        var following = window.adopting(segment.placed(), segment.marks());
        return new Head(organisation, segment.account(), following, segment.hash());
    }
}
