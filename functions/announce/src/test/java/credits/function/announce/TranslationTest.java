package credits.function.announce;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Given;
import credits.account.Event;
import credits.account.Event.Adjusted;
import credits.account.Event.AlertCrossed;
import credits.account.Event.AuthorizationExpired;
import credits.account.Event.BalanceExhausted;
import credits.account.Event.LimitReached;
import credits.account.Event.LimitsChanged;
import credits.account.Event.Refunded;
import credits.account.Event.ToppedUp;
import credits.account.Event.UsageUncovered;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.LocalTable;
import credits.ledger.Segment;
import credits.money.Eur;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The published form of every event, on which consumers depend.
class TranslationTest {
    private static final UniqueId ID =
            UniqueId.parse("01KDVDNA00PR1M1NGPR1M1NGPR").orElseThrow();
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final AuthorizationId HELD = AuthorizationId.of(7, 8);
    private static final Segment SEGMENT = segment();

    @ParameterizedTest(name = "{1}")
    @MethodSource("events")
    void an_event_has_its_type_and_its_data(Event event, String type, String data) {
        var told = Translation.of(SEGMENT, 0, event);

        assertThat(told.type()).isEqualTo(type);
        assertThat(told.at()).isEqualTo(Given.NOON);
        assertThat(told.data().text())
                .isEqualTo("{" + data + ",\"date\":\"2026-11-22\",\"time_zone\":\"Europe/Rome\"}");
    }

    @Test
    void no_event_is_left_out_here() {
        var here = events().<Object>map(each -> requireNonNull(each.get()[0]).getClass())
                .toList();

        assertThat(here).containsExactlyInAnyOrder((Object[]) Event.class.getPermittedSubclasses());
    }

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(new AlertCrossed(Eur.of("80"), Eur.of("94.10")), "limit.alert_crossed", """
                        "alert_threshold":"80.00","used":"94.10","allowed_limit":"150.00\""""),
                Arguments.of(new LimitReached(Eur.of("150"), Eur.of("150")), "limit.reached", """
                        "allowed_limit":"150.00","used":"150.00","resets_at":"2026-11-30T23:00:00Z\""""),
                Arguments.of(new BalanceExhausted(Eur.of("0.02")), "balance.exhausted", """
                        "balance":"0.02\""""),
                Arguments.of(new UsageUncovered(ID, 3, Eur.of("0.36")), "usage.uncovered", """
                        "report":"01KDVDNA00PR1M1NGPR1M1NGPR","lines":3,"cost":"0.36\""""),
                Arguments.of(
                        new LimitsChanged(
                                GIULIA,
                                Optional.empty(),
                                Optional.of(Eur.of("50")),
                                Optional.of(Eur.of("80")),
                                Optional.empty()),
                        "limits.changed",
                        """
                        "by":"usr_giulia","before":{"alert_threshold":null,"allowed_limit":"50.00"},\
                        "after":{"alert_threshold":"80.00","allowed_limit":null}"""),
                Arguments.of(new Adjusted(ID, Eur.of("-5"), GIULIA, "a mistake"), "account.adjusted", """
                        "key":"01KDVDNA00PR1M1NGPR1M1NGPR","amount":"-5.00","by":"usr_giulia","reason":"a mistake\""""),
                Arguments.of(
                        new AuthorizationExpired(HELD, new Operation("query.run"), Eur.of("2.40"), Given.NOON),
                        "authorization.expired",
                        """
                        "authorization":"%s","operation":"query.run","held":"2.40","expired_at":"2026-11-22T12:00:00Z\"\
                        """.formatted(HELD)),
                Arguments.of(new ToppedUp(ID, Eur.of("50")), "credits.topped_up", """
                        "payment":"01KDVDNA00PR1M1NGPR1M1NGPR","amount":"50.00\""""),
                Arguments.of(new Refunded(ID, Eur.of("33.33")), "credits.refunded", """
                        "payment":"01KDVDNA00PR1M1NGPR1M1NGPR","amount":"33.33\""""));
    }

    // A segment of an account with a limit.
    private static Segment segment() {
        var organisation = new OrganisationId("translated");
        var _ = LocalTable.ledger().commit(organisation, Given.limits("80.00", "150.00", Given.NOON));
        var key = Map.of("p", AttributeValue.fromS("O#" + organisation), "s", AttributeValue.fromS("L#000000000000"));
        return Segment.from(LocalTable.DYNAMO
                .getItem(get -> get.tableName(LocalTable.NAME).key(key))
                .item());
    }
}
