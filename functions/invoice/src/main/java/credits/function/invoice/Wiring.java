package credits.function.invoice;

import credits.archive.Archive;
import credits.function.invoice.paper.Brand;
import credits.function.invoice.paper.Printer;
import credits.ledger.Attempts;
import credits.ledger.Connection;
import credits.ledger.Invoices;
import credits.ledger.PaymentRecords;
import credits.wire.Stationery;
import credits.wire.Variable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Creates the function's dependencies, once per execution environment.
final class Wiring {
    // Numbers are assigned one at a time, so concurrent documents of a series wait for each other.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Wiring() {}

    static Settling settling(Map<String, String> environment, InstantSource clock) {
        var dynamo = Connection.dynamo(environment);
        var table = Variable.TABLE_NAME.in(environment);
        var stationery = Stationery.parse(Variable.SELLER.in(environment));
        var archive = Archive.of(environment);
        var logo = stationery.hasLogo() ? Optional.of(archive.brand("logo")) : Optional.<byte[]>empty();
        var invoices = new Invoices(dynamo, table, Attempts.within(PATIENCE, new SecureRandom()));
        return new Settling(
                new PaymentRecords(dynamo, table),
                invoices.records(),
                new Issuing(invoices, new Printer(new Brand(stationery.colour(), logo)), archive, clock),
                stationery.seller(),
                ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment)));
    }
}
