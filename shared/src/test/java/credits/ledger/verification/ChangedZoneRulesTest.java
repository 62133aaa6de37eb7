package credits.ledger.verification;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.AccountCommand;
import credits.account.command.ChangeTimeZone;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A country changes its clocks, and our time-zone data follows after segments have been written. The day that
/// a segment states stands.
class ChangedZoneRulesTest {
    // Put together, since no compiler knows it.
    private static final String LAND = String.join("/", "Test", "Land");
    private static final AtomicInteger OFFSET_HOURS = new AtomicInteger(1);
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    // 23:30 on the last day of November, at first.
    private static final Instant LATE_IN_NOVEMBER = Instant.parse("2026-11-30T22:30:00Z");

    private final OrganisationId organisation = new OrganisationId("zone_rules_" + ACCOUNTS.incrementAndGet());

    @BeforeAll
    static void registerZone() {
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(LAND))
            ZoneRulesProvider.registerProvider(new LandRules());
    }

    @BeforeEach
    void restoreRules() {
        OFFSET_HOURS.set(1);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "0, true", "3, true", "8, false"})
    void rules_that_changed_by_hours_are_no_flaw(int newOffset, boolean isSound) {
        commit(new ChangeTimeZone(ZoneId.of(LAND), LATE_IN_NOVEMBER.minus(Duration.ofDays(3))));
        commit(adjustment("10", LATE_IN_NOVEMBER.minus(Duration.ofDays(2))));
        commit(bookReports(queryReport(2, LATE_IN_NOVEMBER)));
        commit(new ChangeTimeZone(ZoneId.of("Europe/Rome"), LATE_IN_NOVEMBER.plusSeconds(60)));
        commit(bookReports(queryReport(1, LATE_IN_NOVEMBER.plusSeconds(120))));
        commit(adjustment("5", LATE_IN_NOVEMBER.plus(Duration.ofDays(1))));

        OFFSET_HOURS.set(newOffset);

        var result = new ChainVerifier(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .verify(organisation, Optional.empty(), LATE_IN_NOVEMBER.plus(Duration.ofDays(2)), () -> true);
        assertThat(LocalDate.ofInstant(LATE_IN_NOVEMBER, ZoneId.of(LAND)).getDayOfMonth())
                .isEqualTo(newOffset > 1 ? 1 : 30);
        assertThat(result.defect().isEmpty()).as("%s", result.defect()).isEqualTo(isSound);
    }

    private void commit(AccountCommand<?> command) {
        var _ = DynamoDbFixture.ledger().commit(organisation, command);
    }

    /// A zone whose rules are asked for each time.
    private static final class LandRules extends ZoneRulesProvider {
        @Override
        protected Set<String> provideZoneIds() {
            return Set.of(LAND);
        }

        @Override
        @SuppressWarnings("NullAway") // null says that the rules must not be cached
        protected ZoneRules provideRules(String zoneId, boolean forCaching) {
            return forCaching ? null : ZoneRules.of(ZoneOffset.ofHours(OFFSET_HOURS.get()));
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
            return new TreeMap<>();
        }
    }
}
