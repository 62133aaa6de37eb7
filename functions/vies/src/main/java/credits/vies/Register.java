package credits.vies;

import credits.topup.VatId;
import credits.topup.VatId.Evidence;
import credits.topup.VatId.Status;
import credits.wire.Json;
import credits.wire.Malformed;
import credits.wire.Stationery;
import credits.wire.Variable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Client of VIES, the EU's register of VAT numbers. VIES is often unavailable, for all countries or for one. The
/// number then stays unverified and is checked again another night.
///
/// See https://ec.europa.eu/taxation_customs/vies.
public final class Register {
    /// The address of VIES.
    public static final URI VIES = URI.create("https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number");

    private static final int COUNTRY_LETTERS = 2;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST_REFERENCE = 64;
    private static final int OK = 200;
    // The results of a completed look-up. Any other result is a failure.
    private static final Set<String> LOOKED_UP = Set.of("VALID", "INVALID");

    private final HttpClient client;
    private final URI place;
    private final Duration patience;
    private final String seller;

    /// The client for the VIES address and the seller that the environment names.
    public static Register of(Map<String, String> environment, Duration patience) {
        var place = Variable.VIES_URL.ifSet(environment).map(URI::create).orElse(VIES);
        var seller = Stationery.parse(Variable.SELLER.in(environment)).seller();
        return new Register(place, patience, seller.vatId());
    }

    /// Creates a client.
    ///
    /// @param seller the seller's own VAT number, without which VIES issues no consultation number
    /// @param patience the timeout of a whole check
    public Register(URI place, Duration patience, String seller) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.place = place;
        this.patience = patience;
        this.seller = seller;
    }

    /// The number with the result of a check at `now`, and that it was checked. Never throws for an answer of VIES or
    /// for its absence: the number then stays unverified.
    ///
    /// The consultation number is evidence for the tax authority. VIES issues it only if it knows the seller.
    public VatId consult(VatId vatId, Instant now) {
        var answer = answer(question(vatId));
        var status = answer.map(Register::status).orElse(Status.UNVERIFIED);
        var reference = answer.flatMap(fields -> text(fields, "requestIdentifier"))
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_REFERENCE);
        return new VatId(vatId.number(), status, Optional.of(new Evidence(now, reference)));
    }

    private HttpRequest question(VatId vatId) {
        var body = Json.object()
                .put("countryCode", vatId.number().substring(0, COUNTRY_LETTERS))
                .put("vatNumber", vatId.number().substring(COUNTRY_LETTERS))
                .put("requesterMemberStateCode", seller.substring(0, COUNTRY_LETTERS))
                .put("requesterNumber", seller.substring(COUNTRY_LETTERS))
                .end();
        return HttpRequest.newBuilder(place)
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofString(body.text()))
                .build();
    }

    private Optional<Map<String, Json>> answer(HttpRequest question) {
        var asked = client.sendAsync(question, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            // The request's own timeout ends with the headers.
            return fields(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | Malformed noAnswer) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            var _ = asked.cancel(true);
        }
    }

    private static Optional<Map<String, Json>> fields(HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) return Optional.empty();
        var json = Json.parse(new String(response.body(), StandardCharsets.UTF_8), MOST_BYTES);
        return json instanceof Json.Members(var fields) ? Optional.of(fields) : Optional.empty();
    }

    private static Status status(Map<String, Json> fields) {
        boolean isLookedUp = text(fields, "userError").map(LOOKED_UP::contains).orElse(true);
        if (!isLookedUp || !(fields.get("valid") instanceof Json.Truth(var valid))) return Status.UNVERIFIED;
        return valid ? Status.VERIFIED : Status.INVALID;
    }

    private static Optional<String> text(Map<String, Json> fields, String name) {
        return fields.get(name) instanceof Json.Text(var value) ? Optional.of(value) : Optional.empty();
    }
}
