package credits.infrastructure;

/// The settings `requestsPerSecond` of a stage.
///
/// @param stage the rate of all callers together above which the API responds 429
/// @param webhook the same for each route that needs no token, which has a rate of its own: Stripe's webhook, and the
///     reference
/// @param organisation the rate of one organisation above which an execution environment responds 429
/// @param member the same for one member
record RequestLimits(int stage, int webhook, int organisation, int member) {
    static RequestLimits read(SettingsReader reader) {
        var limits = new RequestLimits(
                reader.wholeNumber("stage", 1, 10_000),
                reader.wholeNumber("webhook", 1, 10_000),
                reader.wholeNumber("organisation", 1, 10_000),
                reader.wholeNumber("member", 1, 10_000));
        reader.rejectUnknownKeys();
        return limits;
    }
}
