package credits.simulation.flow;

import java.util.Map;

/// The settings of the simulated stage.
final class FlowSettings {
    static final String SELLER = """
            {"name": "Lumen S.r.l.", "line1": "Via Roma 1", "line2": "", "postal_code": "20121", "city": "Milano",
             "region": "MI", "country": "IT", "vat_id": "IT00743110157", "platform": "Lumen", "registration": "",
             "contact": "", "time_zone": "Europe/Rome", "colour": "#1f4fd8", "logo": false}""";
    static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("TABLE_NAME", FlowSystem.TABLE),
            Map.entry("DEFAULT_TIME_ZONE", "Europe/Rome"),
            Map.entry("STRIPE_LIVE", "false"),
            Map.entry("TOP_UP_MINIMUM", "1"),
            Map.entry("TOP_UP_MAXIMUM", "10000"),
            Map.entry("TOP_UP_FIRST_MINIMUM", "1"),
            Map.entry("TOP_UPS_PER_DAY", "100"),
            Map.entry("TOP_UPS_PER_MEMBER", "100"),
            Map.entry("TOP_UP_AMOUNT_PER_DAY", "1000000"),
            Map.entry("DECLINES_PER_DAY", "1000"),
            Map.entry("THREE_D_SECURE", "ANY"),
            Map.entry("RETURN_URL", "https://app.example.com/usage/payments"),
            Map.entry("VAT_MODE", "static"),
            Map.entry("SELLER", SELLER),
            Map.entry("VAT_ID_MAX_AGE_DAYS", "30"),
            Map.entry("INVOICE_REISSUE_DAYS", "30"),
            Map.entry("VAT_RATES", "IT:22:2013-10-01"),
            Map.entry("AWS_REGION", "eu-central-1"),
            Map.entry("INVOICE_QUEUE_URL", "https://sqs.example.com/invoices"));

    private FlowSettings() {}
}
