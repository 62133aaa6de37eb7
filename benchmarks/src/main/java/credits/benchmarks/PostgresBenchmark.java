package credits.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import credits.benchmarks.UsageTraffic.SentReport;
import credits.usage.PricedLine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/// The events per second that PostgreSQL books durably, each commit flushed to the disk: the tables and the function of
/// `postgres.sql`, called by one connection a worker. Every account is verified afterwards.
///
/// @param url the address of an empty database, as JDBC writes it; empty if there is none
record PostgresBenchmark(String url) {
    /// Books the traffic with this number of events a transaction, which divides a hundred, and returns the different
    /// events per second.
    double measure(UsageTraffic traffic, int eventsPerTransaction)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        try (var connection = DriverManager.getConnection(url)) {
            createTables(connection);
            for (int i = 0; i < traffic.organisations().size(); i++) open(connection, traffic, i);
            var tasks = traffic.batchesOfWorkers().stream()
                    .map(batches -> (Callable<Boolean>) () -> book(batches, eventsPerTransaction))
                    .toList();
            double seconds = ParallelTasks.run(tasks);
            for (int i = 0; i < traffic.organisations().size(); i++) verify(connection, traffic, i);
            return traffic.events() / seconds;
        }
    }

    /// The server's version.
    String version() throws SQLException {
        try (var connection = DriverManager.getConnection(url)) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    private static void createTables(Connection connection) throws SQLException, IOException {
        try (var script = requireNonNull(PostgresBenchmark.class.getResourceAsStream("postgres.sql"), "postgres.sql");
                var statement = connection.createStatement()) {
            var _ = statement.execute(new String(script.readAllBytes(), UTF_8));
        }
    }

    private static void open(Connection connection, UsageTraffic traffic, int number) throws SQLException {
        try (var insert = connection.prepareStatement("insert into account values (?, ?, ?)")) {
            insert.setString(1, traffic.organisations().get(number).value());
            insert.setLong(2, Long.MAX_VALUE);
            insert.setLong(3, traffic.allowedLimit(number));
            var _ = insert.executeUpdate();
        }
    }

    private boolean book(List<List<SentReport>> batches, int eventsPerTransaction) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var call = connection.prepareStatement("select book(?, ?, ?, ?, ?, ?)")) {
            for (var batch : batches) {
                for (var sent : batch) {
                    int size = sent.lines().size();
                    for (int from = 0; from < size; from += eventsPerTransaction) {
                        execute(connection, call, sent, from, Math.min(size, from + eventsPerTransaction));
                    }
                }
            }
            return true;
        }
    }

    private static void execute(Connection connection, PreparedStatement call, SentReport sent, int from, int to)
            throws SQLException {
        var lines = sent.lines().subList(from, to);
        call.setString(1, sent.organisation().value());
        call.setArray(
                2,
                connection.createArrayOf(
                        "uuid",
                        IntStream.range(from, to)
                                .mapToObj(line -> new UUID(
                                        sent.report().id().high(),
                                        sent.report().id().low() + line))
                                .toArray()));
        call.setArray(
                3,
                connection.createArrayOf(
                        "timestamptz",
                        lines.stream()
                                .map(line -> Timestamp.from(line.line().usedAt()))
                                .toArray()));
        call.setArray(
                4,
                connection.createArrayOf(
                        "text",
                        lines.stream()
                                .map(line -> line.line().operation().value())
                                .toArray()));
        call.setArray(
                5,
                connection.createArrayOf(
                        "bigint",
                        lines.stream()
                                .map(line -> line.line().quantity().micros())
                                .toArray()));
        call.setArray(6, connection.createArrayOf("bigint", costs(lines)));
        var _ = call.execute();
    }

    private static Object[] costs(List<PricedLine> lines) {
        return lines.stream().map(line -> line.cost().nanos()).toArray();
    }

    private static void verify(Connection connection, UsageTraffic traffic, int number) throws SQLException {
        var sums = """
                select coalesce(sum(cost) filter (where debited), 0),
                    (select coalesce(sum(cost), 0) from day_total where organisation = a.organisation),
                    (select coalesce(sum(cost), 0) from month_total where organisation = a.organisation),
                    %d - a.remaining
                from account a left join entry e using (organisation)
                where organisation = '%s' group by a.organisation
                """.formatted(
                        traffic.allowedLimit(number),
                        traffic.organisations().get(number).value());
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sums)) {
            if (!row.next()) throw new IllegalStateException("no account");
            long used = row.getLong(1);
            for (int other = 2; other <= 4; other++) {
                if (row.getLong(other) != used) throw new IllegalStateException("the totals differ: " + sums);
            }
            traffic.verify(number, used);
        }
    }
}
