package credits.function.usage;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.account.Command;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.wire.Claims;
import credits.wire.Permission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// An owner of an organisation that nobody else uses, who looks at its usage.
final class Owner {
    static final Instant NOVEMBER = Instant.parse("2026-11-22T12:00:00Z");
    static final PriceLists PRICE_LISTS = new PriceLists(LocalTable.DYNAMO, LocalTable.NAME);

    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final Claims CLAIMS = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of("owner", Set.of(Permission.USAGE_READ), "cook", Set.of()));

    private final Ledger ledger = LocalTable.ledger();
    private final String organisation = "usage_" + ORGANISATIONS.incrementAndGet();
    private final Invocation usage = new Invocation(new UsageHandler(
            CLAIMS, new Wiring(LocalTable.statements(), new Prices(PRICE_LISTS, InstantSource.fixed(NOVEMBER)))));

    /// A call of theirs, yet to be made.
    Request request(String route, String path, Instant at) {
        return Request.of(route, path, at).by(organisation, "[owner]");
    }

    /// The same call of somebody with other roles.
    Request by(String roles, Request request) {
        return request.by(organisation, roles);
    }

    Answer call(Request request) {
        return usage.call(request);
    }

    /// What happened to the organisation before.
    void given(Command<?>... commands) {
        for (var command : commands) {
            var _ = ledger.commit(new OrganisationId(organisation), command);
        }
    }
}
