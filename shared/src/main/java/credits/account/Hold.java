package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Credits set aside for work whose final cost is not known yet.
///
/// @param key the key of the call that requested the hold
/// @param segmentNumber the segment that created it
/// @param source the feature that requested it
/// @param pricedLine the authorized usage, at the price in force when it was authorized
/// @param expiresAt the time until which it should be settled; a later settlement is honoured unless a commit has
///     found the hold overdue
/// @param isAbridged whether the line is without its member and reference; the segment that created the hold has them
public record Hold(
        UniqueId key, long segmentNumber, String source, PricedLine pricedLine, Instant expiresAt, boolean isAbridged) {
    /// The time between a hold's expiry and its closing, so that a settlement under way at expiry still finds it.
    public static final Duration GRACE_PERIOD = Duration.ofMinutes(6);

    public AuthorizationId id() {
        return AuthorizationId.of(segmentNumber, key.low());
    }

    /// Returns the held amount.
    public Eur amount() {
        return pricedLine.cost();
    }

    /// Returns the time at which the held amount becomes available again if the hold is not settled.
    public Instant autoReleaseAt() {
        return expiresAt.plus(GRACE_PERIOD);
    }

    /// Returns the hold as the states of later segments keep it.
    public Hold abridged() {
        if (isAbridged) return this;
        var line = pricedLine.line();
        var withoutTexts = new UsageLine(
                line.operation(),
                line.quantity(),
                line.usedAt(),
                Optional.empty(),
                Optional.empty(),
                line.authorization());
        var priced = new PricedLine(withoutTexts, pricedLine.category(), pricedLine.rate(), pricedLine.cost());
        return new Hold(key, segmentNumber, source, priced, expiresAt, true);
    }

    /// Whether a commit at `clockTime` frees what is held.
    public boolean isOverdue(Instant clockTime) {
        return !clockTime.isBefore(autoReleaseAt());
    }

    /// Returns the hold's entry for a full release.
    public BookedReport toReleasedReport() {
        return new BookedReport(key, source, List.of(new BookedLine(pricedLine, LineStatus.RELEASED)));
    }
}
