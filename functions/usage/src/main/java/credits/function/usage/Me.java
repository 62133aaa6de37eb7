package credits.function.usage;

import credits.identity.EmailAddress;
import credits.ledger.Statements;
import credits.wire.Caller;
import credits.wire.Claims;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/me`: the member and the organisation's settings, as the web page needs them. Reads one item, for
/// the time zone.
final class Me {
    private final Statements statements;
    private final Offer offer;

    Me(Statements statements, Offer offer) {
        this.statements = statements;
        this.offer = offer;
    }

    HttpResponse answer(HttpRequest request, Caller caller) {
        request.refuseQueryBeside(Set.of());
        var account = statements.current(caller.organisation(), request.at());
        var organisation = Json.object()
                .put("id", caller.organisation().value())
                .putOptional("name", Optional.ofNullable(request.claims().get(offer.organisationNameClaim())));
        var topUp = Json.object()
                .put(
                        "presets",
                        offer.presets().stream()
                                .map(preset -> new Json.Text(preset.toString()))
                                .toList())
                .put("minimum", offer.minimum())
                .put("maximum", offer.maximum());
        return HttpResponse.json(
                200,
                Json.object()
                        .put("organisation", organisation.end())
                        .put("member", caller.member().value())
                        .putOptional("email", Claims.email(request).map(EmailAddress::value))
                        .put("permissions", permissions(caller))
                        .put("time_zone", account.zone().current().getId())
                        .put("currency", "EUR")
                        .put("top_up", topUp.end())
                        .put("billing_contact", offer.billingContact().value())
                        .end());
    }

    private static List<Json.Text> permissions(Caller caller) {
        return caller.permissions().stream()
                .sorted()
                .map(each -> new Json.Text(each.toString()))
                .toList();
    }
}
