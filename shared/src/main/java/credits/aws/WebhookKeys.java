package credits.aws;

/// The keys of webhook endpoints and of their deliveries.
public final class WebhookKeys {
    /// The partition of the endpoints.
    public static final String ENDPOINT_PARTITION = "WEBHOOKS";

    /// The prefix of the partitions with the deliveries of each endpoint.
    public static final String DELIVERY_PREFIX = ENDPOINT_PARTITION + "#";

    private WebhookKeys() {}

    /// Returns the partition with the deliveries of an endpoint.
    public static String deliveryPartition(String endpoint) {
        return DELIVERY_PREFIX + endpoint;
    }
}
