package credits.function.authorization;

import static credits.ledger.LocalTable.DYNAMO;

import credits.Given;
import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.account.Account;
import credits.account.Command;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.ledger.Statements;
import credits.wire.Claims;
import credits.wire.Obstacles;
import credits.wire.Permission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A feature's service that calls the function for an organisation of its own.
final class Service {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final Statements STATEMENTS = LocalTable.statements();
    private static final Prices PRICES = published();
    private static final Claims CLAIMS = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of("owner", Set.of(Permission.USAGE_READ), "feature", Set.of(Permission.USAGE_AUTHORIZE)));

    final OrganisationId organisation;
    private final Invocation function;

    /// A service of an organisation without entries.
    Service() {
        this(new OrganisationId("asking_" + ORGANISATIONS.incrementAndGet()), LocalTable.ledger());
    }

    private Service(OrganisationId organisation, Ledger ledger) {
        this.organisation = organisation;
        var pages = new Obstacles("https://app/usage", "https://app/limits", "https://app/top-up");
        this.function = new Invocation(new AuthorizationHandler(CLAIMS, new Wiring(ledger, STATEMENTS, PRICES, pages)));
    }

    /// Another service of the same organisation, which uses the client `way`.
    Service again(DynamoDbClient way) {
        return new Service(organisation, LocalTable.ledgerOn(way));
    }

    private static Prices published() {
        var lists = new PriceLists(DYNAMO, LocalTable.NAME);
        for (var list : Given.PRICES.versions()) {
            var _ = lists.publish(list, list.effectiveFrom().minus(PriceLists.NOTICE));
        }
        return new Prices(lists, InstantSource.fixed(Given.NOON));
    }

    void has(Command<?>... commands) {
        for (var command : commands) {
            var _ = LocalTable.ledger().commit(organisation, command);
        }
    }

    Account account(Instant now) {
        return STATEMENTS.current(organisation, now);
    }

    List<String> entries(Instant now) {
        var entries = new ArrayList<String>();
        var _ = STATEMENTS.day(organisation, account(now).day(), now, Optional.empty(), Optional.empty(), entry -> {
            var line = entry.booked().priced().line();
            return entries.add(entry.booked().status().word() + " " + line.quantity() + " of " + line.operation());
        });
        return entries;
    }

    static String key(Instant at) {
        return Given.idMadeAt(at).toString();
    }

    Answer authorize(String key, String body, Instant at) {
        return call("POST /v1/authorizations", "", key, body, at);
    }

    /// Holds `quantity` queries at EUR 0.12 for a minute.
    Answer hold(String quantity, Instant at) {
        return authorize(
                key(at), "{\"operation\":\"query.run\",\"quantity\":\"%s\",\"expires_in\":60}".formatted(quantity), at);
    }

    Answer capture(String id, String key, String quantity, Instant at) {
        return call("POST /v1/authorizations/{id}/capture", id, key, "{\"quantity\":\"%s\"}".formatted(quantity), at);
    }

    Answer release(String id, String key, Instant at) {
        return call("POST /v1/authorizations/{id}/release", id, key, "{}", at);
    }

    Answer call(String route, String id, String key, String body, Instant at) {
        var named =
                body.equals("{}") ? "{\"organisation\":\"%s\"}" : body.replaceFirst("\\{", "{\"organisation\":\"%s\",");
        return function.call(Request.of(route, id, at)
                .by("platform", "[feature]")
                .header("idempotency-key", key)
                .json(named.formatted(organisation.value())));
    }

    Answer call(Request request) {
        return function.call(request);
    }
}
