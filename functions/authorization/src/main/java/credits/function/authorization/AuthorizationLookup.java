package credits.function.authorization;

import credits.account.Hold;
import credits.account.command.FindHold;
import credits.account.command.FindHold.HoldState;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UsageReference;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.profile.ErasedMembersStore;
import credits.usage.UsageLine;
import java.time.Instant;
import java.util.Optional;

/// `GET /v1/authorizations` and `GET /v1/authorizations/{id}`: the open authorizations of an organisation, and
/// the state of any.
final class AuthorizationLookup {
    private final Ledger ledger;
    private final AccountQueries accountQueries;
    private final ErasedMembersStore erasedMembers;

    AuthorizationLookup(Ledger ledger, AccountQueries accountQueries, ErasedMembersStore erasedMembers) {
        this.ledger = ledger;
        this.accountQueries = accountQueries;
        this.erasedMembers = erasedMembers;
    }

    /// Lists the open authorizations, oldest first. Without their members and references, which would take a read each.
    ApiResponse listOpen(OrganisationId organisation, Instant now) {
        var open = accountQueries.currentAccount(organisation, now).holds().open();
        return ApiResponse.json(
                200,
                Json.object()
                        .put(
                                "data",
                                open.stream()
                                        .map(hold -> withUsage(hold.id(), "open", Optional.of(hold))
                                                .build())
                                        .toList())
                        .put("next_cursor", new Json.JsonNull())
                        .build());
    }

    ApiResponse find(OrganisationId organisation, AuthorizationId id, Instant now) {
        return switch (ledger.commit(organisation, new FindHold(id, now))) {
            case HoldState.Open(var hold) -> response(organisation, id, "open", Optional.of(hold));
            case HoldState.Closed(var outcome) ->
                response(organisation, id, outcome.apiName(), accountQueries.findCreatedHold(organisation, id));
            case HoldState.Unknown() -> throw new ProblemException(Problem.notFound());
        };
    }

    private ApiResponse response(
            OrganisationId organisation, AuthorizationId id, String status, Optional<Hold> created) {
        var line = created.map(hold -> hold.pricedLine().line());
        // Read only if there is a member to show.
        var member = line.flatMap(UsageLine::member)
                .map(each -> erasedMembers.find(organisation).shown(each));
        return ApiResponse.json(
                200,
                withUsage(id, status, created)
                        .putOptional("member", member.map(MemberId::value))
                        .putOptional(
                                "reference",
                                line.flatMap(each -> each.reference()).map(UsageReference::value))
                        .build());
    }

    private static JsonObjectBuilder withUsage(AuthorizationId id, String status, Optional<Hold> created) {
        var line = created.map(hold -> hold.pricedLine().line());
        var open = created.filter(_ -> status.equals("open"));
        return Json.object()
                .put("id", id.value())
                .put("status", status)
                .put("held", open.map(Hold::amount).orElse(Eur.ZERO))
                .putOptional("operation", line.map(each -> each.operation().value()))
                .putOptional("quantity", line.map(each -> each.quantity().toString()))
                .putOptional("source", created.map(Hold::source))
                .putOptional("created_at", line.map(each -> each.usedAt()))
                .putOptional("expires_at", created.map(Hold::expiresAt))
                .putOptional("releases_at", open.map(Hold::autoReleaseAt));
    }
}
