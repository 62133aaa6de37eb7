package credits.local.demo;

import credits.local.demo.Story.Bounds;
import credits.local.demo.Story.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The demo organisations: one for each way that an account can stand.
public final class Stories {
    /// How many entries the large organisation has in the month before this one.
    public static final int LARGE_MONTH = 200_000;

    private static final double[] A_YEAR = {58, 64, 71, 69, 83, 90, 78, 31, 88, 97, 104};
    private static final List<String> SMALL_TEAM =
            List.of("usr_giulia", "usr_marco", "usr_anna", "usr_li-wei", "usr_oluwaseun");

    private Stories() {}

    /// All of them, the one that takes long last.
    ///
    /// @param largeMonth how many entries the large one has in its large month
    public static List<Story> all(int largeMonth) {
        return List.of(
                normal(), nearAlert(), overAlert(), limitReached(), noCredits(), both(), fresh(), large(largeMonth));
    }

    private static Story normal() {
        var months = new ArrayList<Month>();
        for (int i = 0; i < A_YEAR.length; i++) {
            var limits = switch (i) {
                case 0 -> Optional.of(new Bounds("100.00", "120.00"));
                case 7 -> Optional.of(new Bounds("130.00", "160.00"));
                default -> Optional.<Bounds>empty();
            };
            months.add(new Month(i % 3 == 0 ? Optional.of("300.00") : Optional.empty(), limits, A_YEAR[i], 450, false));
        }
        months.add(new Month(Optional.empty(), Optional.empty(), 110, 500, false));
        return story("acme", "a normal account with eleven months of history", months, false);
    }

    private static Story nearAlert() {
        return story(
                "globex",
                "near its alert threshold of 50.00",
                List.of(past("200.00", "50.00", "60.00", 33, 400), past(41, 420), now(47.6, 500)),
                false);
    }

    private static Story overAlert() {
        return story(
                "initech",
                "over its alert threshold of 40.00",
                List.of(past("200.00", "40.00", "60.00", 36, 300), now(48.3, 400)),
                false);
    }

    private static Story limitReached() {
        return story(
                "contoso",
                "has reached its allowed limit of 40.00",
                List.of(past("150.00", "30.00", "40.00", 27, 300), now(38.9, 400)),
                true);
    }

    private static Story noCredits() {
        return story(
                "fabrikam",
                "has used up its credits",
                List.of(past("90.00", "80.00", "100.00", 24, 300), past(29, 300), now(60, 500)),
                true);
    }

    private static Story both() {
        return story(
                "northwind",
                "has reached its limit of 20.00 and used up its credits",
                List.of(past("40.00", "15.00", "24.00", 21, 250), month("0.50", "15.00", "20.00", 18.2, 300, true)),
                true);
    }

    private static Story large(int largeMonth) {
        var others = IntStream.rangeClosed(SMALL_TEAM.size() + 1, 60)
                .mapToObj(number -> String.format(Locale.ROOT, "usr_%03d", number));
        var members = Stream.concat(SMALL_TEAM.stream(), others).toList();
        var months = List.of(
                past("6000.00", "2500.00", "4000.00", 310, largeMonth / 20),
                past(1_900, largeMonth),
                month("", "", "", 250, largeMonth / 10, false));
        return new Story(
                "kiwi",
                "large, in the time zone of Auckland",
                Optional.of(ZoneId.of("Pacific/Auckland")),
                members,
                months,
                false);
    }

    private static Story fresh() {
        return story("fresh", "has done nothing yet", List.of(), false);
    }

    private static Story story(String id, String about, List<Month> months, boolean endsInRefusals) {
        return new Story(id, about, Optional.empty(), SMALL_TEAM, months, endsInRefusals);
    }

    private static Month past(String credits, String alert, String limit, double cost, int entries) {
        return month(credits, alert, limit, cost, entries, false);
    }

    private static Month past(double cost, int entries) {
        return month("", "", "", cost, entries, false);
    }

    private static Month now(double cost, int entries) {
        return month("", "", "", cost, entries, true);
    }

    private static Month month(String credits, String alert, String limit, double cost, int entries, boolean soFar) {
        return new Month(
                Optional.of(credits).filter(text -> !text.isEmpty()),
                alert.isEmpty() ? Optional.empty() : Optional.of(new Bounds(alert, limit)),
                cost,
                entries,
                soFar);
    }
}
