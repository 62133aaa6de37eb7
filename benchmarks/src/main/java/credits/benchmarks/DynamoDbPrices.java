package credits.benchmarks;

/// What DynamoDB charges for capacity on demand, in USD: `us-east-1`, standard table class, as of November 2026.
final class DynamoDbPrices {
    static final double PER_MILLION_WRITE_UNITS = 0.625;
    static final double PER_MILLION_READ_UNITS = 0.125;

    private DynamoDbPrices() {}

    /// The prices with their date and source, as Markdown.
    static String describe() {
        return """
                | USD | per million write units | per million read units |
                |---|---:|---:|
                | [DynamoDB on demand](https://aws.amazon.com/dynamodb/pricing/on-demand/), us-east-1, November 2026 \
                | %s | %s |""".formatted(PER_MILLION_WRITE_UNITS, PER_MILLION_READ_UNITS);
    }

    static double dollars(double writeUnits, double readUnits) {
        return (writeUnits * PER_MILLION_WRITE_UNITS + readUnits * PER_MILLION_READ_UNITS) / 1_000_000;
    }
}
