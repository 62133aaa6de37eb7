package credits.local.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.stripe.account.FakeStripeException;
import credits.local.stripe.account.FormParameters;
import credits.local.stripe.account.StripeAccount;
import java.util.List;
import java.util.Map;

/// Maps API requests to operations of the account.
final class StripeRoutes {
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

    private final AllowedParameters parameters = new AllowedParameters();
    private final StripeAccount account;

    StripeRoutes(StripeAccount account) {
        this.account = account;
    }

    /// Checks the parameters and executes the request.
    ObjectNode handle(StripeCall call) {
        var segments = List.of(call.path()
                .replaceFirst("^/v1/", "")
                .replaceFirst("^checkout/sessions", "checkout%2Fsessions")
                .split("/"));
        var collection = segments.getFirst().replace("%2F", "/");
        var id = segments.size() > 1 ? segments.get(1) : "";
        var subresource = segments.size() > 2 ? "/" + String.join("/", segments.subList(2, segments.size())) : "";
        if (!KINDS.containsKey(collection)) throw unrecognised(call);
        var route = call.method() + " /v1/" + collection + (id.isEmpty() ? "" : "/{id}") + subresource;
        parameters.requireKnown(route, call.form());
        return switch (call.method()) {
            case "POST" -> write(call, route, id);
            case "GET" -> read(call, collection, id, subresource);
            case "DELETE" -> delete(call, collection, id, subresource);
            default -> throw unrecognised(call);
        };
    }

    private ObjectNode write(StripeCall call, String route, String id) {
        FormParameters form = call.form();
        return switch (route) {
            case "POST /v1/customers" -> account.customers().create(form);
            case "POST /v1/customers/{id}" -> account.customers().update(id, form);
            case "POST /v1/customers/{id}/tax_ids" -> account.customers().addTaxId(id, form);
            case "POST /v1/tax_rates" -> account.taxRates().create(form);
            case "POST /v1/tax_rates/{id}" -> account.taxRates().update(id, form);
            case "POST /v1/checkout/sessions" -> account.sessions().create(form);
            case "POST /v1/checkout/sessions/{id}/expire" -> account.sessions().expire(id);
            case "POST /v1/refunds" -> account.refunds().create(form);
            case "POST /v1/disputes/{id}" -> account.disputes().update(id, form);
            case "POST /v1/disputes/{id}/close" -> account.disputes().lose(id);
            default -> throw unrecognised(call);
        };
    }

    private ObjectNode read(StripeCall call, String collection, String id, String subresource) {
        var kind = KINDS.getOrDefault(collection, "");
        if (id.isEmpty()) return Pagination.page(call.path(), account.newestFirst(kind), call.form());
        var object = account.get(kind, id);
        return switch (collection + subresource) {
            case "checkout/sessions/line_items" ->
                Pagination.page(call.path(), account.sessions().lineItems(id), call.form());
            case "customers/tax_ids" ->
                Pagination.page(call.path(), account.customers().taxIds(id), call.form());
            default -> {
                if (!subresource.isEmpty()) throw unrecognised(call);
                yield object;
            }
        };
    }

    private ObjectNode delete(StripeCall call, String collection, String id, String subresource) {
        if (!collection.equals("customers") || !subresource.startsWith("/tax_ids/")) throw unrecognised(call);
        return account.customers().removeTaxId(id, subresource.substring("/tax_ids/".length()));
    }

    private static FakeStripeException unrecognised(StripeCall call) {
        return new FakeStripeException(
                404,
                "invalid_request_error",
                "",
                "",
                "Unrecognized request URL (" + call.method() + ": " + call.path()
                        + "). The fake supports a part of Stripe's API.");
    }
}
