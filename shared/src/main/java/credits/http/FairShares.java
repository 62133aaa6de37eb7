package credits.http;

import credits.settings.EnvironmentVariable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The number of requests that one organisation and one member may send, so that none of them takes what belongs to
/// the others. Each execution environment counts by itself and in memory: the limits are approximate, and cost nothing.
public final class FairShares {
    private final TokenBuckets organisations;
    private final TokenBuckets members;

    /// Creates limits in requests per second and execution environment.
    public FairShares(int memberPerSecond, int organisationPerSecond) {
        this.members = new TokenBuckets("member", memberPerSecond);
        this.organisations = new TokenBuckets("organisation", organisationPerSecond);
    }

    public static FairShares fromEnvironment(Map<String, String> environment) {
        return new FairShares(
                Integer.parseInt(EnvironmentVariable.MEMBER_REQUESTS_PER_SECOND.require(environment)),
                Integer.parseInt(EnvironmentVariable.ORGANISATION_REQUESTS_PER_SECOND.require(environment)));
    }

    /// What is left after a request: first the member's share, then the organisation's.
    record Remaining(List<TokenBuckets.Level> levels) {
        /// The seconds to wait if the request exceeds a share; otherwise 0.
        long retryAfterSeconds() {
            return levels.stream()
                    .mapToLong(TokenBuckets.Level::secondsUntilNext)
                    .max()
                    .orElse(0);
        }
    }

    /// Returns what is left for `caller` before a request.
    Remaining remaining(Caller caller, Instant now) {
        return take(caller, now, 0);
    }

    /// Takes `tokens` requests from the shares of `caller`: the organisation's, and the member's unless `caller` is a
    /// service, which acts for many people.
    Remaining take(Caller caller, Instant now, long tokens) {
        var levels = new ArrayList<TokenBuckets.Level>();
        if (caller.permissions().stream().noneMatch(ApiPermission::isOfServices))
            levels.add(members.take(memberKey(caller), now, tokens));
        levels.add(organisations.take(caller.organisation().value(), now, tokens));
        return new Remaining(List.copyOf(levels));
    }

    private static String memberKey(Caller caller) {
        // Neither id contains a slash.
        return caller.organisation().value() + "/" + caller.member().value();
    }
}
