package credits.account;

import static java.util.Comparator.comparing;

import credits.account.AlertValue.FixedAmount;
import credits.money.Eur;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// When people are notified of the usage of a month.
///
/// @param values at most [#MAX_VALUES]; in the limits of an account, the lowest first
/// @param isForecastIncluded whether people are also notified once the forecast says that the allowed limit will be
///     used up within the month
public record UsageAlerts(List<AlertValue> values, boolean isForecastIncluded) {
    /// No alerts.
    public static final UsageAlerts NONE = new UsageAlerts(List.of(), false);

    /// The maximum number of values: the account's state carries them with every commit.
    public static final int MAX_VALUES = 5;

    public UsageAlerts {
        values = List.copyOf(values);
        if (values.size() > MAX_VALUES) throw new IllegalArgumentException("alerts: " + values.size());
    }

    /// Alerts at fixed amounts.
    public static UsageAlerts at(Eur... amounts) {
        return new UsageAlerts(
                List.of(amounts).stream().<AlertValue>map(FixedAmount::new).toList(), false);
    }

    /// An alert at `threshold`, if there is one.
    public static UsageAlerts at(Optional<Eur> threshold) {
        return threshold.map(UsageAlerts::at).orElse(NONE);
    }

    /// Returns the alerts in the order of their amounts, the lowest first. Each must have an amount under the limit.
    public UsageAlerts orderedUnder(Optional<Eur> allowedLimit) {
        return new UsageAlerts(
                values.stream()
                        .sorted(comparing(value -> value.under(allowedLimit).orElseThrow()))
                        .toList(),
                isForecastIncluded);
    }

    /// Returns the amounts in EUR, in the order of the values; a share of no limit has none.
    public List<Eur> amountsUnder(Optional<Eur> allowedLimit) {
        return values.stream()
                .flatMap(value -> value.under(allowedLimit).stream())
                .toList();
    }

    /// Whether the alerts can be those of an account with this allowed limit: each has an amount of its own, and none
    /// is above the limit.
    public boolean areValidUnder(Optional<Eur> allowedLimit) {
        var amounts = amountsUnder(allowedLimit);
        return amounts.size() == values.size()
                && new HashSet<>(amounts).size() == amounts.size()
                && amounts.stream()
                        .noneMatch(amount ->
                                allowedLimit.filter(amount::isGreaterThan).isPresent());
    }
}
