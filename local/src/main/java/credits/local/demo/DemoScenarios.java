package credits.local.demo;

import credits.local.demo.DemoScenario.LimitsPlan;
import credits.local.demo.DemoScenario.MonthPlan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The demo organisations: one for each state an account can be in.
public final class DemoScenarios {
    /// The number of entries of the large organisation in the previous month.
    public static final int LARGE_MONTH_ENTRIES = 200_000;

    private static final double[] MONTHLY_COSTS = {58, 64, 71, 69, 83, 90, 78, 31, 88, 97, 104};
    private static final List<String> SMALL_TEAM =
            List.of("usr_giulia", "usr_marco", "usr_anna", "usr_li-wei", "usr_oluwaseun");

    private static final List<String> GIVEN_NAMES =
            List.of("aroha", "ben", "chloe", "david", "emma", "finn", "grace", "hemi", "isla", "jack", "kiri");
    private static final List<String> FAMILY_NAMES = List.of("brown", "kumar", "ngata", "smith", "wang");

    private static final Map<String, DemoBuyer> BUYERS = Map.of(
            "acme", italian("Acme S.p.A.", "Via Torino 12", "20123", "Milano", "IT12345678903"),
            "globex",
                    new DemoBuyer(
                            "Globex GmbH", "Lindenstraße 8", "10969", "Berlin", "DE", Optional.of("DE136695976"), "de"),
            "initech", italian("Initech S.r.l.", "Corso Francia 4", "10138", "Torino", ""),
            "contoso", italian("Contoso S.r.l.", "Via del Corso 101", "00186", "Roma", ""),
            "fabrikam", italian("Fabrikam S.n.c.", "Via Toledo 55", "80134", "Napoli", ""),
            "northwind", italian("Northwind S.r.l.", "Via Zamboni 3", "40126", "Bologna", ""),
            "kiwi",
                    new DemoBuyer(
                            "Kiwi Orchards Ltd", "12 Queen Street", "1010", "Auckland", "NZ", Optional.empty(), "en"));

    private DemoScenarios() {}

    /// All of them, the one with the longest history last.
    ///
    /// @param largeMonthEntries the number of entries of the large organisation in the previous month
    public static List<DemoScenario> all(int largeMonthEntries) {
        return List.of(
                normal(),
                nearAlert(),
                overAlert(),
                limitReached(),
                noCredits(),
                limitReachedWithoutCredits(),
                unused(),
                large(largeMonthEntries));
    }

    private static DemoScenario normal() {
        var monthPlans = new ArrayList<MonthPlan>();
        for (int i = 0; i < MONTHLY_COSTS.length; i++) {
            var limits = switch (i) {
                case 0 -> Optional.of(new LimitsPlan("100.00", "120.00"));
                case 7 -> Optional.of(new LimitsPlan("130.00", "160.00"));
                default -> Optional.<LimitsPlan>empty();
            };
            monthPlans.add(new MonthPlan(
                    i % 3 == 0 ? Optional.of("300.00") : Optional.empty(),
                    Optional.empty(),
                    limits,
                    MONTHLY_COSTS[i],
                    450,
                    false));
        }
        monthPlans.add(new MonthPlan(Optional.empty(), Optional.empty(), Optional.empty(), 110, 500, false));
        return new DemoScenario(
                "acme",
                "a normal account with eleven months of history",
                Optional.empty(),
                SMALL_TEAM,
                Optional.ofNullable(BUYERS.get("acme")),
                monthPlans,
                true,
                false);
    }

    private static DemoScenario nearAlert() {
        return scenario(
                "globex",
                "close to its alert threshold of 50.00",
                List.of(pastMonth("200.00", "50.00", "60.00", 33, 400), pastMonth(41, 420), currentMonth(47.6, 500)),
                false);
    }

    private static DemoScenario overAlert() {
        return scenario(
                "initech",
                "over its alert threshold of 40.00, after an alert at half of its limit of 60.00",
                List.of(
                        new MonthPlan(
                                Optional.of("200.00"),
                                Optional.empty(),
                                Optional.of(new LimitsPlan("40.00", "60.00", List.of("50%"))),
                                36,
                                300,
                                false),
                        currentMonth(48.3, 400)),
                false);
    }

    private static DemoScenario limitReached() {
        return scenario(
                "contoso",
                "has reached its allowed limit of 40.00",
                List.of(pastMonth("150.00", "30.00", "40.00", 27, 300), currentMonth(38.9, 400)),
                true);
    }

    private static DemoScenario noCredits() {
        return scenario(
                "fabrikam",
                "has no credits left",
                List.of(pastMonth("90.00", "80.00", "100.00", 24, 300), pastMonth(29, 300), currentMonth(60, 500)),
                true);
    }

    private static DemoScenario limitReachedWithoutCredits() {
        return scenario(
                "northwind",
                "has reached its limit of 20.00 and has no credits left",
                List.of(
                        pastMonth("40.00", "15.00", "24.00", 21, 250),
                        goodwillMonth("0.50", "15.00", "20.00", 18.2, 300)),
                true);
    }

    private static DemoScenario large(int largeMonthEntries) {
        var others = GIVEN_NAMES.stream()
                .flatMap(given -> FAMILY_NAMES.stream().map(family -> "usr_" + given + "." + family));
        var members = Stream.concat(SMALL_TEAM.stream(), others).toList();
        var monthPlans = List.of(
                pastMonth("6000.00", "2500.00", "4000.00", 310, largeMonthEntries / 20),
                pastMonth(1_900, largeMonthEntries),
                month("", "", "", 250, largeMonthEntries / 10, false));
        return new DemoScenario(
                "kiwi",
                "a large account in the Auckland time zone",
                Optional.of(ZoneId.of("Pacific/Auckland")),
                members,
                Optional.ofNullable(BUYERS.get("kiwi")),
                monthPlans,
                false,
                false);
    }

    private static DemoScenario unused() {
        return scenario("fresh", "a new account without usage", List.of(), false);
    }

    private static DemoBuyer italian(String name, String street, String postalCode, String city, String vatId) {
        var optional = Optional.of(vatId).filter(text -> !text.isEmpty());
        return new DemoBuyer(name, street, postalCode, city, "IT", optional, "it");
    }

    private static DemoScenario scenario(
            String id, String description, List<MonthPlan> monthPlans, boolean endsOverspent) {
        var buyer = Optional.ofNullable(BUYERS.get(id));
        return new DemoScenario(id, description, Optional.empty(), SMALL_TEAM, buyer, monthPlans, false, endsOverspent);
    }

    private static MonthPlan pastMonth(String credits, String alert, String limit, double cost, int entries) {
        return month(credits, alert, limit, cost, entries, false);
    }

    private static MonthPlan pastMonth(double cost, int entries) {
        return month("", "", "", cost, entries, false);
    }

    private static MonthPlan currentMonth(double cost, int entries) {
        return month("", "", "", cost, entries, true);
    }

    private static MonthPlan goodwillMonth(String credits, String alert, String limit, double cost, int entries) {
        var limits = new LimitsPlan(alert, limit);
        return new MonthPlan(Optional.empty(), Optional.of(credits), Optional.of(limits), cost, entries, true);
    }

    private static MonthPlan month(
            String credits, String alert, String limit, double targetCost, int targetEntries, boolean isCostToDate) {
        return new MonthPlan(
                Optional.of(credits).filter(text -> !text.isEmpty()),
                Optional.empty(),
                alert.isEmpty() ? Optional.empty() : Optional.of(new LimitsPlan(alert, limit)),
                targetCost,
                targetEntries,
                isCostToDate);
    }
}
