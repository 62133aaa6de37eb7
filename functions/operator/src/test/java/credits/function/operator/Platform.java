package credits.function.operator;

import static credits.ledger.LocalTable.DYNAMO;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.ledger.InvoiceRecords;
import credits.ledger.Ledger;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.money.Eur;
import credits.wire.Claims;
import credits.wire.Permission;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The platform and one of its operators, who calls the function.
final class Platform {
    static final PriceLists PRICE_LISTS = new PriceLists(DYNAMO, LocalTable.NAME);

    static final InvoiceRecords INVOICES = new InvoiceRecords(DYNAMO, LocalTable.NAME);

    private static final Claims CLAIMS = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of(
                    "owner", Set.of(Permission.USAGE_READ, Permission.CREDITS_BUY, Permission.LIMITS_WRITE),
                    "pricing", Set.of(Permission.PRICES_WRITE),
                    "finance", Set.of(Permission.FINANCE_READ),
                    "support", Set.of(Permission.ACCOUNTS_ADJUST)));

    private final Invocation operator;

    Platform() {
        this(LocalTable.ledger());
    }

    Platform(Ledger ledger) {
        operator =
                new Invocation(new OperatorHandler(CLAIMS, new Wiring(PRICE_LISTS, ledger, Eur.of("10000"), INVOICES)));
    }

    Answer call(Request request) {
        return operator.call(request);
    }

    Answer publish(String list, Instant now) {
        return call(Request.of("POST /v1/prices", "", now)
                .by("platform", "[pricing]")
                .json(list));
    }

    /// A price list with one price for each pair of a code and a unit price.
    static String list(Instant effectiveFrom, String... pairs) {
        var prices = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2)
            prices.append(i == 0 ? "" : ",").append("""
                            {"code":"%s","name":"Deep search","category":"Search","unit_price":"%s",\
                            "unit":{"quantity":"1","name":"requests"}}""".formatted(pairs[i], pairs[i + 1]));
        return "{\"effective_from\":\"%s\",\"prices\":[%s]}".formatted(effectiveFrom, prices);
    }
}
