package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.ledger.DynamoDbFixture;
import credits.notification.Notification;
import credits.notification.Notification.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one organisation may mail in a day, and for how long one event may occupy the function.
class FairMailTest {
    private final NotifyFixture fixture = new NotifyFixture();
    private final String[] twenty =
            IntStream.range(0, 20).mapToObj(n -> "member" + n + "@acme.example").toArray(String[]::new);

    @BeforeEach
    void listRecipients() {
        fixture.listRecipients(twenty);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void events_beyond_the_e_mails_of_a_day_are_in_the_history_and_not_mailed() {
        for (int event = 0; event < 5; event++)
            assertThat(fixture.failedIds(fixture.alertCrossed())).isEmpty();

        assertThat(fixture.mailService.accepted()).hasSize(NotifyFixture.MAILS_PER_DAY);
        assertThat(fixture.notifications()).hasSize(5);
        assertThat(fixture.notifications()).filteredOn(FairMailTest::isNotSent).hasSize(3);
        assertThat(fixture.handler.log()).contains("\"outcome\":\"not_sent\"").doesNotContain("alarm");
    }

    @Test
    void an_event_that_was_not_mailed_is_not_mailed_later_but_the_events_of_the_next_day_are() {
        assertThat(fixture.failedIds(fixture.alertCrossed(), fixture.alertCrossed()))
                .isEmpty();
        var late = fixture.alertCrossed();
        assertThat(fixture.failedIds(late)).isEmpty();

        fixture.advance(Duration.ofHours(13));
        assertThat(fixture.failedIds(late)).isEmpty();
        assertThat(fixture.mailService.accepted()).hasSize(40);

        assertThat(fixture.failedIds(fixture.alertCrossed())).isEmpty();
        assertThat(fixture.mailService.accepted()).hasSize(60);
    }

    @Test
    void a_repeated_event_is_counted_once() {
        var repeated = fixture.alertCrossed();
        for (int puts : new int[] {1, 0, 0}) {
            var dying =
                    new HandlerInvoker(fixture.handler(FaultyDynamoAfterPuts.afterPuts(DynamoDbFixture.DYNAMO, puts)));
            assertThat(NotifyFixture.failedIds(dying, repeated)).containsExactly("m0");
        }

        assertThat(fixture.failedIds(repeated, fixture.alertCrossed(), fixture.alertCrossed()))
                .isEmpty();

        assertThat(fixture.mailService.accepted()).hasSize(40);
    }

    @Test
    void the_e_mails_of_one_organisation_leave_those_of_another_alone() {
        for (int event = 0; event < 5; event++)
            assertThat(fixture.failedIds(fixture.alertCrossed())).isEmpty();
        var other = new NotifyFixture();
        other.listRecipients("anna@globex.example");

        assertThat(fixture.failedIds(other.alertCrossed())).isEmpty();
        other.close();

        assertThat(fixture.mailService.recipients()).contains("anna@globex.example");
    }

    /// Every look at the clock takes two seconds.
    @Test
    void an_event_gives_way_when_the_mail_service_is_slow_and_each_recipient_gets_one_e_mail() {
        var now = new AtomicReference<>(NotifyFixture.NOON);
        var slow = new HandlerInvoker(NotifyFixture.handler(
                DynamoDbFixture.DYNAMO,
                fixture.mailService,
                () -> now.updateAndGet((Instant last) -> last.plusSeconds(2))));
        var crossed = fixture.alertCrossed();

        assertThat(NotifyFixture.failedIds(slow, crossed)).containsExactly("m0");
        assertThat(fixture.mailService.accepted()).hasSizeBetween(1, 19);
        for (int tries = 0; !NotifyFixture.failedIds(slow, crossed).isEmpty(); tries++)
            assertThat(tries).isLessThan(20);

        assertThat(fixture.mailService.recipients()).containsExactly(twenty);
    }

    private static boolean isNotSent(Notification notification) {
        return notification.deliveries().stream().allMatch(each -> each.state() == DeliveryState.NOT_SENT);
    }
}
