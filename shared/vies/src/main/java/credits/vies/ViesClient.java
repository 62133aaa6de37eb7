package credits.vies;

import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.settings.EnvironmentVariable;
import credits.settings.SellerSettings;
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

/// A client for VIES, the EU's register of VAT numbers. VIES is often unavailable, for all countries or for one.
/// The number then stays unverified and is checked again another night.
///
/// See https://ec.europa.eu/taxation_customs/vies.
public final class ViesClient {
    /// The address of VIES.
    public static final URI VIES_URL =
            URI.create("https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number");

    private static final int COUNTRY_LETTERS = 2;
    private static final int MAX_RESPONSE_BYTES = 64 * 1024;
    private static final int MAX_REFERENCE_CHARS = 64;
    private static final int HTTP_OK = 200;
    // The results of a completed look-up. Any other result is a failure.
    private static final Set<String> LOOKED_UP = Set.of("VALID", "INVALID");

    private final HttpClient client;
    private final URI url;
    private final Duration timeout;
    private final String sellerVatId;

    /// The client for the VIES address and the seller that the environment names.
    public static ViesClient from(Map<String, String> environment, Duration timeout) {
        var url =
                EnvironmentVariable.VIES_URL.find(environment).map(URI::create).orElse(VIES_URL);
        var seller = SellerSettings.parse(EnvironmentVariable.SELLER.require(environment))
                .seller();
        return new ViesClient(url, timeout, seller.vatId());
    }

    /// Creates a client.
    ///
    /// @param sellerVatId the seller's own VAT number, without which VIES issues no consultation number
    /// @param timeout the timeout of a whole check
    public ViesClient(URI url, Duration timeout, String sellerVatId) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.url = url;
        this.timeout = timeout;
        this.sellerVatId = sellerVatId;
    }

    /// Checks the number at `now` and returns it with the result and the evidence of the check. Never throws
    /// because of VIES: without a usable answer, the number stays unverified.
    ///
    /// The consultation number is evidence for the tax authority. VIES issues it only if it knows the seller.
    public VatId check(VatId vatId, Instant now) {
        var response = send(request(vatId));
        var status = response.map(ViesClient::status).orElse(Status.UNVERIFIED);
        var reference = response.flatMap(fields -> text(fields, "requestIdentifier"))
                .filter(text -> !text.isBlank() && text.length() <= MAX_REFERENCE_CHARS);
        return new VatId(vatId.number(), status, Optional.of(new Evidence(now, reference)));
    }

    private HttpRequest request(VatId vatId) {
        var body = Json.object()
                .put("countryCode", vatId.number().substring(0, COUNTRY_LETTERS))
                .put("vatNumber", vatId.number().substring(COUNTRY_LETTERS))
                .put("requesterMemberStateCode", sellerVatId.substring(0, COUNTRY_LETTERS))
                .put("requesterNumber", sellerVatId.substring(COUNTRY_LETTERS))
                .build();
        return HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(body.toText()))
                .build();
    }

    private Optional<Map<String, Json>> send(HttpRequest request) {
        var response = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_RESPONSE_BYTES));
        try {
            // The request's own timeout ends with the headers.
            return fields(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | InvalidInputException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            var _ = response.cancel(true);
        }
    }

    private static Optional<Map<String, Json>> fields(HttpResponse<byte[]> response) {
        if (response.statusCode() != HTTP_OK) return Optional.empty();
        var json = Json.parse(new String(response.body(), StandardCharsets.UTF_8), MAX_RESPONSE_BYTES);
        return json instanceof Json.JsonObject(var fields) ? Optional.of(fields) : Optional.empty();
    }

    private static Status status(Map<String, Json> fields) {
        boolean isLookedUp = text(fields, "userError").map(LOOKED_UP::contains).orElse(true);
        if (!isLookedUp || !(fields.get("valid") instanceof Json.JsonBoolean(var valid))) return Status.UNVERIFIED;
        return valid ? Status.VERIFIED : Status.INVALID;
    }

    private static Optional<String> text(Map<String, Json> fields, String name) {
        return fields.get(name) instanceof Json.JsonString(var value) ? Optional.of(value) : Optional.empty();
    }
}
