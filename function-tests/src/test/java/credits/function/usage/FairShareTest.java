package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.archive.InMemoryBucket;
import credits.http.FairShares;
import credits.ledger.DynamoDbFixture;
import credits.ledger.query.AccountQueries;
import credits.local.aws.interception.InterceptedDynamo;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// One organisation's flood reads no more than its share and costs another neither a request nor a read.
class FairShareTest {
    private static final int FLOOD = 2_000;
    private static final String DAY = "GET /v1/usage/days/{date}";

    private final ReadMeter meter = new ReadMeter();
    private final HandlerInvoker handler = new HandlerInvoker(OwnerFixture.handler(
            new AccountQueries(
                    new InterceptedDynamo(DynamoDbFixture.DYNAMO, meter),
                    DynamoDbFixture.TABLE_NAME,
                    DynamoDbFixture.ROME),
            new InMemoryBucket(),
            new FairShares(20, 50)));

    private final OwnerFixture flooding = new OwnerFixture();
    private final OwnerFixture quiet = new OwnerFixture();

    @Test
    void a_flood_of_one_organisation_leaves_another_s_answers_as_they_are() {
        for (var owner : new OwnerFixture[] {flooding, quiet})
            owner.givenCommands(adjustment("10", NOW), bookReports(queryReport(3, NOW)));
        var before = overview(quiet);
        var readsBefore = meter.takeReads();

        int served = 0;
        var answers = new ArrayList<HandlerResponse>();
        for (int i = 0; i < FLOOD; i++) {
            if (overview(flooding).status() == 200) served++;
            if (i % 100 == 0) answers.add(overview(quiet));
        }
        var reads = meter.takeReads();

        assertThat(served).isEqualTo(100);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(before.body());
        });
        assertThat(readsBefore).hasSize(1);
        assertThat(reads).hasSize(served + answers.size());
    }

    @Test
    void a_search_of_a_large_day_ends_its_page_after_a_megabyte_and_counts_as_several_requests() {
        flooding.givenCommands(adjustment("1000000", NOW));
        for (int i = 0; i < 100; i++) flooding.givenCommands(bookReports(LargeReportFixture.report(i)));

        var first = search(flooding);

        double units =
                meter.takeReads().stream().mapToDouble(ReadMeter.Read::units).sum();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("data")).isEmpty();
        assertThat(first.body().path("next_cursor").isNull()).isFalse();
        // A megabyte of segments, which is 256 units, and two reads of the account.
        assertThat(units).isBetween(256.0, 300.0);
        assertThat(remaining(first)).isBetween(80, 84);
        int searches = 1;
        while (search(flooding).status() == 200) searches++;
        assertThat(searches).isEqualTo(6);
    }

    private static int remaining(HandlerResponse response) {
        return Integer.parseInt(
                response.headers().getOrDefault("ratelimit", "").replaceFirst(".*\"member\";r=(\\d+).*", "$1"));
    }

    private HandlerResponse overview(OwnerFixture owner) {
        return handler.callRoute(owner.request("GET /v1/usage/months/{month}", "current", NOW));
    }

    private HandlerResponse search(OwnerFixture owner) {
        return handler.callRoute(owner.request(DAY, "2026-11-22", NOW).withQuery("search", "zzz"));
    }
}
