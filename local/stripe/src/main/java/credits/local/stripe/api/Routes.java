package credits.local.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.stripe.account.Account;
import credits.local.stripe.account.Form;
import credits.local.stripe.account.Refusal;
import java.util.List;
import java.util.Map;

/// Maps API requests to operations of the account.
final class Routes {
    private static final Map<String, String> KINDS = Map.of(
            "customers", "customer",
            "tax_rates", "tax_rate",
            "payment_intents", "payment_intent",
            "charges", "charge",
            "refunds", "refund",
            "disputes", "dispute",
            "events", "event",
            "balance_transactions", "balance_transaction",
            "checkout/sessions", "checkout.session");

    private final Parameters parameters = new Parameters();
    private final Account account;

    Routes(Account account) {
        this.account = account;
    }

    /// Checks the parameters and executes the request.
    ObjectNode answer(Call call) {
        var steps = List.of(call.path()
                .replaceFirst("^/v1/", "")
                .replaceFirst("^checkout/sessions", "checkout%2Fsessions")
                .split("/"));
        var collection = steps.getFirst().replace("%2F", "/");
        var id = steps.size() > 1 ? steps.get(1) : "";
        var rest = steps.size() > 2 ? "/" + String.join("/", steps.subList(2, steps.size())) : "";
        if (!KINDS.containsKey(collection)) throw unrecognised(call);
        var route = call.method() + " /v1/" + collection + (id.isEmpty() ? "" : "/{id}") + rest;
        parameters.check(route, call.form());
        return switch (call.method()) {
            case "POST" -> write(call, route, id);
            case "GET" -> read(call, collection, id, rest);
            default -> throw unrecognised(call);
        };
    }

    private ObjectNode write(Call call, String route, String id) {
        Form form = call.form();
        return switch (route) {
            case "POST /v1/customers" -> account.customers().create(form);
            case "POST /v1/customers/{id}" -> account.customers().update(id, form);
            case "POST /v1/customers/{id}/tax_ids" -> account.customers().addTaxId(id, form);
            case "POST /v1/tax_rates" -> account.taxRates().create(form);
            case "POST /v1/tax_rates/{id}" -> account.taxRates().update(id, form);
            case "POST /v1/checkout/sessions" -> account.sessions().create(form);
            case "POST /v1/checkout/sessions/{id}/expire" -> account.sessions().expire(id);
            case "POST /v1/refunds" -> account.refunds().create(form);
            case "POST /v1/disputes/{id}" -> account.disputes().answer(id, form);
            case "POST /v1/disputes/{id}/close" -> account.disputes().lose(id);
            default -> throw unrecognised(call);
        };
    }

    private ObjectNode read(Call call, String collection, String id, String rest) {
        var kind = KINDS.getOrDefault(collection, "");
        if (id.isEmpty()) return Listing.page(call.path(), account.newestFirst(kind), call.form());
        var object = account.get(kind, id);
        return switch (collection + rest) {
            case "checkout/sessions/line_items" ->
                Listing.page(call.path(), account.sessions().items(id), call.form());
            case "customers/tax_ids" ->
                Listing.page(call.path(), account.customers().taxIds(id), call.form());
            default -> {
                if (!rest.isEmpty()) throw unrecognised(call);
                yield object;
            }
        };
    }

    private static Refusal unrecognised(Call call) {
        return new Refusal(
                404,
                "invalid_request_error",
                "",
                "",
                "Unrecognized request URL (" + call.method() + ": " + call.path()
                        + "). The fake supports a part of Stripe's API.");
    }
}
