package credits.function.usage;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.account.Command;
import credits.archive.Shelf;
import credits.identity.EmailAddress;
import credits.identity.OrganisationId;
import credits.ledger.Comparisons;
import credits.ledger.InvoiceRecords;
import credits.ledger.Ledger;
import credits.ledger.LocalTable;
import credits.ledger.PaymentRecords;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.ledger.Statements;
import credits.money.Eur;
import credits.wire.Claims;
import credits.wire.Obstacles;
import credits.wire.Permission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// An owner, reading the usage of an organisation that no other test uses.
final class Owner {
    static final Instant NOVEMBER = Instant.parse("2026-11-22T12:00:00Z");
    static final PriceLists PRICE_LISTS = Catalogue.published();

    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final Claims CLAIMS = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of(
                    "owner", Set.of(Permission.USAGE_READ, Permission.LIMITS_WRITE),
                    "service", Set.of(Permission.USAGE_AUTHORIZE),
                    "cook", Set.of()));
    private static final Offer OFFER = new Offer(
            "organisation_name",
            List.of(Eur.of("10"), Eur.of("50")),
            Eur.of("1"),
            Eur.of("10000"),
            new EmailAddress("billing@example.com"));
    private static final Obstacles OBSTACLES = new Obstacles(
            "https://app.example.com/usage", "https://app.example.com/limits", "https://app.example.com/top-up");

    private final Ledger ledger = LocalTable.ledger();
    private final String organisation = "usage_" + ORGANISATIONS.incrementAndGet();
    private final Invocation usage = new Invocation(handler(LocalTable.statements()));

    /// A handler that reads through `statements`.
    static UsageHandler handler(Statements statements) {
        return handler(statements, new Shelf());
    }

    /// A handler that reads through `statements`, with the documents in `shelf`.
    static UsageHandler handler(Statements statements, Shelf shelf) {
        var prices = new Prices(PRICE_LISTS, InstantSource.fixed(NOVEMBER));
        return new UsageHandler(
                CLAIMS,
                new Wiring(
                        statements,
                        prices,
                        OFFER,
                        OBSTACLES,
                        new PaymentRecords(LocalTable.DYNAMO, LocalTable.NAME),
                        new InvoiceRecords(LocalTable.DYNAMO, LocalTable.NAME),
                        shelf.archive(),
                        new Comparisons(LocalTable.DYNAMO, LocalTable.NAME),
                        LocalTable.alerts()));
    }

    OrganisationId organisation() {
        return new OrganisationId(organisation);
    }

    /// A call of the owner, not yet made.
    Request request(String route, String path, Instant at) {
        return Request.of(route, path, at).by(organisation, "[owner]");
    }

    /// The same call by a member with other roles.
    Request by(String roles, Request request) {
        return request.by(organisation, roles);
    }

    Answer call(Request request) {
        return usage.call(request);
    }

    /// Commits the organisation's history.
    void given(Command<?>... commands) {
        for (var command : commands) {
            var _ = ledger.commit(organisation(), command);
        }
    }
}
