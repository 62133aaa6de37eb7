package credits.function.reconcile;

import java.util.Map;

/// The function's environment variables that [PaymentFixture] does not provide.
final class EnvironmentFixture {
    static final Map<String, String> VARIABLES = Map.of(
            "AWS_REGION", "eu-west-1",
            "DEFAULT_TIME_ZONE", "Europe/Rome",
            "INVOICE_QUEUE_URL", "http://localhost/queue",
            "VAT_ID_MAX_AGE_DAYS", "30",
            "INVOICE_REISSUE_DAYS", "60",
            "SELLER", """
            {"name": "Lumen S.r.l.", "line1": "Via Roma 1", "line2": "", "postal_code": "20121", "city": "Milano",
             "region": "MI", "country": "IT", "vat_id": "IT00743110157", "platform": "Lumen", "registration": "",
             "contact": "", "time_zone": "Europe/Rome", "colour": "#1f4fd8", "logo": false}""");

    private EnvironmentFixture() {}
}
