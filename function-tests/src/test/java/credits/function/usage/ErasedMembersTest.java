package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.report;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import credits.identity.MemberId;
import credits.ledger.DynamoDbFixture;
import credits.usage.UsageLine;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A day's entries after the member who made them was erased.
class ErasedMembersTest {
    private static final MemberId LUCIA = new MemberId("usr_lucia");

    private final OwnerFixture owner = new OwnerFixture();

    @Test
    void an_erased_member_is_a_pseudonym_in_the_entries_of_a_day() {
        owner.givenCommands(adjustment("10", NOW), bookReports(report(newIdAt(NOW), NOW, lineOf(LUCIA))));
        assertThat(owner.call(day()).body().at("/data/0/member").asText()).isEqualTo("usr_lucia");

        erase();

        assertThat(owner.call(day()).body().at("/data/0/member").asText()).isEqualTo("erased_1");
        assertThat(owner.call(day().withHeader("accept", "text/csv")).body().asText())
                .contains("erased_1")
                .doesNotContain("usr_lucia");
    }

    @Test
    void an_erased_member_is_found_by_the_pseudonym_only() {
        owner.givenCommands(adjustment("10", NOW), bookReports(report(newIdAt(NOW), NOW, lineOf(LUCIA))));
        erase();

        assertThat(owner.call(day().withQuery("search", "lucia")).body().path("data"))
                .isEmpty();
        assertThat(owner.call(day().withQuery("search", "erased_1")).body().path("data"))
                .hasSize(1);
    }

    private void erase() {
        DynamoDbFixture.eraseMember(owner.organisation(), LUCIA, "erased_1");
    }

    private TestRequest day() {
        return owner.request("GET /v1/usage/days/{date}", "2026-11-22", NOW);
    }

    private static UsageLine lineOf(MemberId member) {
        var plain = line("translate", "1000", NOW);
        return new UsageLine(
                plain.operation(), plain.quantity(), NOW, Optional.of(member), Optional.empty(), Optional.empty());
    }
}
