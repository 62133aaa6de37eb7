package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.demo.Past;
import credits.local.demo.Step;
import credits.local.demo.Story;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The demo organisations stand as they are said to, whenever they are made.
class StoriesTest {
    static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Map<String, List<String>> STATUS = Map.of(
            "acme", List.of(),
            "globex", List.of(),
            "initech", List.of("alert"),
            "contoso", List.of("limit_reached", "alert"),
            "fabrikam", List.of("no_credits"),
            "northwind", List.of("no_credits", "limit_reached", "alert"),
            "kiwi", List.of());
    private static final List<String> MOMENTS = List.of(
            "2026-10-31T23:00:00Z", // the first moment of November in Rome
            "2026-10-31T23:00:01Z",
            "2026-10-31T11:00:00Z", // the first moment of November in Auckland
            "2026-11-01T09:00:00Z",
            "2026-11-22T21:47:13Z",
            "2026-11-30T22:59:59Z",
            "2026-03-29T01:00:00Z", // clocks go forward in Rome
            "2026-10-25T00:59:59Z", // and back
            "2028-02-29T12:00:00Z");

    /// All of them with the lighter worlds, and under `-Dfull=true` with the real ones.
    static Stream<String> moments() {
        return Stream.concat(MOMENTS.stream(), Moments.all());
    }

    @ParameterizedTest
    @MethodSource("moments")
    void every_organisation_stands_as_its_story_says_whatever_day_it_is(String now) {
        for (var story : DemoWorlds.toWorkOut()) {
            var bookkeeper = new Bookkeeper(DemoTest.PRICES, ROME);
            past(story, now).steps().forEach(bookkeeper::step);
            if (story.months().isEmpty()) {
                assertThat(bookkeeper.months).isEmpty();
                continue;
            }
            var month = bookkeeper.last();

            assertThat(bookkeeper.months).as(story.id()).hasSize(story.months().size());
            assertThat(nothingWasRefusedBefore(bookkeeper)).as(story.id()).isTrue();
            stands(story.id(), month.causes());
            if (story.id().equals("globex"))
                assertThat(month.total.cost.doubleValue()).isBetween(45.0, 49.99);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T21:47:13Z"})
    void one_story_at_one_time_is_the_same_to_the_last_byte(String now) {
        for (var story : DemoWorlds.toWorkOut())
            assertThat(past(story, now).steps().toList())
                    .isEqualTo(past(story, now).steps().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T21:47:13Z", "2026-10-31T23:00:00Z"})
    void nothing_happens_after_now_and_nothing_out_of_order(String now) {
        for (var story : DemoWorlds.toWorkOut()) {
            var sent = past(story, now)
                    .steps()
                    .filter(Step.Usage.class::isInstance)
                    .flatMap(step -> ((Step.Usage) step).messages().stream())
                    .map(Step.Message::sentAt)
                    .toList();

            assertThat(sent).isSorted();
            if (!sent.isEmpty())
                assertThat(sent.getLast()).isBeforeOrEqualTo(Instant.parse(now).plusSeconds(2));
        }
    }

    /// Whoever has used up the credits may have passed the alert threshold too, or not yet.
    static void stands(String organisation, List<String> causes) {
        if (organisation.equals("fabrikam")) assertThat(causes).as(organisation).contains("no_credits");
        else assertThat(causes).as(organisation).isEqualTo(STATUS.get(organisation));
    }

    private static boolean nothingWasRefusedBefore(Bookkeeper bookkeeper) {
        return bookkeeper.months.values().stream()
                .filter(month -> month != bookkeeper.last())
                .noneMatch(month -> month.limitRefused || month.creditsRefused);
    }

    private static Past past(Story story, String now) {
        return new Past(story, Preparation.priceList(), Instant.parse(now), ROME);
    }
}
