package credits.function.limits;

import credits.account.Account;
import credits.account.command.ChangeTimeZone;
import credits.api.OrganisationRequest;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.EntityTag;
import credits.http.IfMatchHeader;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.identity.OrganisationName;
import credits.json.Json;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.profile.ProfileStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// `/v1/organisation`: reads and saves the name and the time zone of an organisation.
///
/// A name takes effect at once, a time zone with the next month, so that no day is counted twice or cut; the first
/// change of a new account, without any segment, takes effect at once. Saving what is stored changes nothing.
final class OrganisationUpdate {
    private final AccountQueries accountQueries;
    private final Ledger ledger;
    private final ProfileStore profileStore;

    OrganisationUpdate(AccountQueries accountQueries, Ledger ledger, ProfileStore profileStore) {
        this.accountQueries = accountQueries;
        this.ledger = ledger;
        this.profileStore = profileStore;
    }

    ApiResponse current(OrganisationId organisation, Instant now) {
        return toResponse(read(organisation, now).toJson());
    }

    ApiResponse save(ApiRequest request, OrganisationId organisation) {
        var basedOn = IfMatchHeader.find(request);
        var requested = OrganisationRequest.parse(request);
        var before = read(organisation, request.receivedAt());
        boolean isStale = basedOn.isPresent() && !basedOn.get().matches(EntityTag.ofContent(before.toJson()));
        // Repeating a save whose response was lost is safe.
        if (isStale && !before.isAs(requested)) throw new ProblemException(Problem.preconditionFailed());
        if (basedOn.flatMap(IfMatchHeader::tag).isPresent()) replace(before, requested, request.receivedAt());
        else overwrite(before, requested, request.receivedAt());
        return current(organisation, request.receivedAt());
    }

    private void overwrite(StoredOrganisation before, OrganisationRequest requested, Instant now) {
        if (!before.name().equals(requested.name())) profileStore.saveOrganisationName(before.id(), requested.name());
        var _ = ledger.commit(before.id(), new ChangeTimeZone(requested.timeZone(), now));
    }

    // Each half is written only over what was read: a save in between is not lost. If the second half was changed
    // meanwhile, the first is restored, unless it has been saved again since.
    private void replace(StoredOrganisation before, OrganisationRequest requested, Instant now) {
        // An update that the SDK repeats finds its own value.
        if (!profileStore.replaceOrganisationName(before.id(), before.name(), requested.name())
                && !profileStore.findOrganisationName(before.id()).equals(requested.name()))
            throw new ProblemException(Problem.preconditionFailed());
        var basedOn = Optional.of(before.account().timeZone());
        var saved = ledger.commit(before.id(), new ChangeTimeZone(requested.timeZone(), now, basedOn));
        if (saved.next().orElse(saved.current()).equals(requested.timeZone())) return;
        var _ = profileStore.replaceOrganisationName(before.id(), requested.name(), before.name());
        throw new ProblemException(Problem.preconditionFailed());
    }

    private StoredOrganisation read(OrganisationId organisation, Instant now) {
        return new StoredOrganisation(
                organisation,
                profileStore.findOrganisationName(organisation),
                accountQueries.currentAccount(organisation, now));
    }

    private record StoredOrganisation(OrganisationId id, Optional<OrganisationName> name, Account account) {
        boolean isAs(OrganisationRequest requested) {
            var timeZone = account.timeZone().next().orElse(account.timeZone().current());
            return name.equals(requested.name()) && timeZone.equals(requested.timeZone());
        }

        Json.JsonObject toJson() {
            var next = account.timeZone().next();
            return Json.object()
                    .put("id", id.value())
                    .putOptional("name", name)
                    .put("time_zone", account.timeZone().current().getId())
                    .putOptional("next_time_zone", next.map(ZoneId::getId))
                    .putOptional(
                            "next_time_zone_from",
                            next.map(_ -> account.currentMonth().plusMonths(1).atDay(1)))
                    .build();
        }
    }

    private static ApiResponse toResponse(Json.JsonObject body) {
        return ApiResponse.json(200, body)
                .withHeader("etag", EntityTag.ofContent(body).toString());
    }
}
