package credits.function.operator;

import credits.ledger.Attempts;
import credits.ledger.Connection;
import credits.ledger.InvoiceRecords;
import credits.ledger.Ledger;
import credits.ledger.PriceLists;
import credits.money.Eur;
import credits.wire.Variable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
///
/// @param largestAdjustment the maximum of one adjustment, in either direction
record Wiring(PriceLists priceLists, Ledger ledger, Eur largestAdjustment, InvoiceRecords invoices) {
    // Shorter than the function's timeout, so that the operator gets a 503 instead of a dropped connection.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    static Wiring of(Map<String, String> environment) {
        var dynamo = Connection.dynamo(environment);
        var table = Variable.TABLE_NAME.in(environment);
        var zone = ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment));
        return new Wiring(
                new PriceLists(dynamo, table),
                new Ledger(dynamo, table, zone, Attempts.within(PATIENCE, new SecureRandom())),
                Eur.of(Variable.LARGEST_ADJUSTMENT.in(environment)),
                new InvoiceRecords(dynamo, table));
    }
}
