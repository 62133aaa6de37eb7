package credits.function.announce;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.AlertValue.LimitShare;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitReached;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.DomainEvent.UsageUncovered;
import credits.account.UsageAlerts;
import credits.event.AccountEvent;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Segment;
import credits.money.Eur;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The published form of every event, on which consumers depend.
class EventMapperTest {
    private static final UniqueId ID =
            UniqueId.parse("01KDVDNA00PR1M1NGPR1M1NGPR").orElseThrow();
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final AuthorizationId HELD = AuthorizationId.of(7, 8);
    private static final Segment SEGMENT = segment();

    @ParameterizedTest(name = "{1}")
    @MethodSource("events")
    void an_event_has_its_type_and_its_data(DomainEvent event, String type, String data) {
        var published = new EventMapper(AnnounceFixture.SOURCE).map(SEGMENT, 0, event);

        AnnounceFixture.assertThatEventMatchesContract(published.toText());
        var told = AccountEvent.parse(published);
        assertThat(told.type()).isEqualTo(type);
        assertThat(told.occurredAt()).isEqualTo(TestData.NOON);
        assertThat(told.data().toText())
                .isEqualTo("{" + data + ",\"date\":\"2026-11-22\",\"time_zone\":\"Europe/Rome\"}");
    }

    @Test
    void every_event_type_is_covered() {
        var here = events().<Object>map(each -> requireNonNull(each.get()[0]).getClass())
                .distinct()
                .toList();

        assertThat(here).containsExactlyInAnyOrder((Object[]) DomainEvent.class.getPermittedSubclasses());
    }

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(new AlertCrossed(Eur.of("80"), Eur.of("94.10")), "credits.limit.alert_crossed.v1", """
                        "alert_threshold":"80.00","next_alert_threshold":null,"used":"94.10","allowed_limit":"150.00\""""),
                Arguments.of(new AlertCrossed(Eur.of("60"), Eur.of("61")), "credits.limit.alert_crossed.v1", """
                        "alert_threshold":"60.00","next_alert_threshold":"80.00","used":"61.00","allowed_limit":"150.00\""""),
                Arguments.of(
                        new LimitForecast(Eur.of("150"), Eur.of("94.10"), LocalDate.of(2026, 11, 27)),
                        "credits.limit.forecast.v1",
                        """
                        "allowed_limit":"150.00","used":"94.10","reached_on":"2026-11-27\""""),
                Arguments.of(new LimitReached(Eur.of("150"), Eur.of("150")), "credits.limit.reached.v1", """
                        "allowed_limit":"150.00","used":"150.00","resets_at":"2026-11-30T23:00:00Z\""""),
                Arguments.of(new BalanceExhausted(Eur.of("0.02")), "credits.balance.exhausted.v1", """
                        "balance":"0.02\""""),
                Arguments.of(new UsageUncovered(ID, 3, Eur.of("0.36")), "credits.usage.uncovered.v1", """
                        "report":"01KDVDNA00PR1M1NGPR1M1NGPR","lines":3,"cost":"0.36\""""),
                Arguments.of(
                        new LimitsChanged(
                                GIULIA,
                                Optional.empty(),
                                Optional.of(Eur.of("50")),
                                Optional.of(Eur.of("80")),
                                Optional.empty()),
                        "credits.limits.changed.v1",
                        """
                        "by":"usr_giulia","before":{"early_alert_threshold":null,"alert_threshold":null,"allowed_limit":"50.00","alert_values":[],"forecast_alert":false},\
                        "after":{"early_alert_threshold":null,"alert_threshold":"80.00","allowed_limit":null,"alert_values":["80.00"],"forecast_alert":false}"""),
                Arguments.of(
                        new LimitsChanged(
                                GIULIA,
                                UsageAlerts.at(Eur.of("40"), Eur.of("50")),
                                Optional.empty(),
                                new UsageAlerts(List.of(new LimitShare(80)), true),
                                Optional.of(Eur.of("90"))),
                        "credits.limits.changed.v1",
                        """
                        "by":"usr_giulia","before":{"early_alert_threshold":"40.00","alert_threshold":"50.00","allowed_limit":null,"alert_values":["40.00","50.00"],"forecast_alert":false},\
                        "after":{"early_alert_threshold":null,"alert_threshold":"72.00","allowed_limit":"90.00","alert_values":["80%"],"forecast_alert":true}"""),
                Arguments.of(new Adjusted(ID, Eur.of("-5"), GIULIA, "a mistake"), "credits.account.adjusted.v1", """
                        "adjustment":"adj_01KDVDNA00PR1M1NGPR1M1NGPR","amount":"-5.00","by":"usr_giulia","reason":"a mistake\""""),
                Arguments.of(
                        new AuthorizationExpired(HELD, new Operation("query.run"), Eur.of("2.40"), TestData.NOON),
                        "credits.authorization.expired.v1",
                        """
                        "authorization":"%s","operation":"query.run","held":"2.40","expired_at":"2026-11-22T12:00:00Z\"\
                        """.formatted(HELD)),
                Arguments.of(new ToppedUp(ID, Eur.of("50")), "credits.topped_up.v1", """
                        "payment":"pay_01KDVDNA00PR1M1NGPR1M1NGPR","amount":"50.00\""""),
                Arguments.of(new ClawedBack(ID, Eur.of("33.33")), "credits.refunded.v1", """
                        "payment":"pay_01KDVDNA00PR1M1NGPR1M1NGPR","amount":"33.33\""""));
    }

    // A segment of an account with a limit.
    private static Segment segment() {
        var organisation = new OrganisationId("translated");
        var _ = DynamoDbFixture.ledger()
                .commit(organisation, TestData.limitsChange("60.00", "80.00", "150.00", TestData.NOON));
        var key = Map.of("p", AttributeValue.fromS("O#" + organisation), "s", AttributeValue.fromS("L#000000000000"));
        return Segment.fromItem(DynamoDbFixture.DYNAMO
                .getItem(get -> get.tableName(DynamoDbFixture.TABLE_NAME).key(key))
                .item());
    }
}
