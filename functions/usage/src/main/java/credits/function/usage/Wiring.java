package credits.function.usage;

import credits.archive.Archive;
import credits.ledger.Alerts;
import credits.ledger.Comparisons;
import credits.ledger.Connection;
import credits.ledger.InvoiceRecords;
import credits.ledger.PaymentRecords;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.ledger.Statements;
import credits.wire.Obstacles;
import credits.wire.Variable;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
record Wiring(
        Statements statements,
        Prices prices,
        Offer offer,
        Obstacles obstacles,
        PaymentRecords payments,
        InvoiceRecords invoices,
        Archive archive,
        Comparisons comparisons,
        Alerts alerts) {
    static Wiring of(Map<String, String> environment, InstantSource clock) {
        var dynamo = Connection.dynamo(environment);
        var table = Variable.TABLE_NAME.in(environment);
        var zone = ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment));
        return new Wiring(
                new Statements(dynamo, table, zone),
                new Prices(new PriceLists(dynamo, table), clock),
                Offer.of(environment),
                Obstacles.of(environment),
                new PaymentRecords(dynamo, table),
                new InvoiceRecords(dynamo, table),
                Archive.of(environment),
                new Comparisons(dynamo, table),
                new Alerts(dynamo, table));
    }
}
