package credits.client.testing;

import credits.client.internal.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The account of one organisation, with only what a test needs: one month, no clock, holds that never expire.
/// Amounts are in EUR. Thread-safe.
public final class FakeAccount {
    private static final int COST_DECIMALS = 9;
    private static final int QUANTITY_DECIMALS = 6;

    /// An open hold and the price of one unit of its operation.
    private record Hold(BigDecimal unitPrice, BigDecimal amount) {}

    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private final Map<String, String> closedStates = new LinkedHashMap<>();
    private BigDecimal balance;
    private Optional<BigDecimal> allowedLimit = Optional.empty();
    private BigDecimal used = BigDecimal.ZERO;
    private BigDecimal uncovered = BigDecimal.ZERO;

    FakeAccount(BigDecimal balance) {
        this.balance = balance;
    }

    /// Sets the balance.
    public synchronized void balance(String eur) {
        balance = new BigDecimal(eur);
    }

    /// Sets the month's limit.
    public synchronized void setAllowedLimit(String eur) {
        allowedLimit = Optional.of(new BigDecimal(eur));
    }

    /// The balance.
    public synchronized BigDecimal balance() {
        return balance;
    }

    /// The total debited.
    public synchronized BigDecimal used() {
        return used;
    }

    /// The total of usage that exceeded the balance or the limit and was not debited.
    public synchronized BigDecimal uncovered() {
        return uncovered;
    }

    /// The amount held by open authorizations.
    public synchronized BigDecimal held() {
        return holds.values().stream().map(Hold::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal available() {
        return balance.subtract(held());
    }

    private Optional<BigDecimal> remaining() {
        return allowedLimit.map(amount -> amount.subtract(used).subtract(held()));
    }

    private BigDecimal spendable() {
        return available().min(remaining().orElse(available())).max(BigDecimal.ZERO);
    }

    boolean canAfford(BigDecimal cost) {
        return cost.compareTo(spendable()) <= 0;
    }

    boolean exceedsLimit(BigDecimal cost) {
        return remaining().isPresent() && cost.compareTo(remaining().get()) > 0;
    }

    void openHold(String id, BigDecimal unitPrice, BigDecimal quantity) {
        holds.put(id, new Hold(unitPrice, cost(unitPrice, quantity)));
    }

    boolean isOpen(String id) {
        return holds.containsKey(id);
    }

    Optional<String> closedState(String id) {
        return Optional.ofNullable(closedStates.get(id));
    }

    /// Debits a quantity of the held operation as far as the account allows, and closes the hold.
    void capture(String id, BigDecimal quantity) {
        var hold = holds.remove(id);
        if (hold == null) throw new IllegalArgumentException("no open hold: " + id);
        closedStates.put(id, "captured");
        var cost = cost(hold.unitPrice(), quantity);
        var covered =
                cost.min(hold.amount().add(spendable().subtract(hold.amount()).max(BigDecimal.ZERO)));
        debit(covered);
        uncovered = uncovered.add(cost.subtract(covered));
    }

    void release(String id, String state) {
        var ignored = holds.remove(id);
        closedStates.put(id, state);
    }

    /// Debits the whole cost of a line, or counts it as uncovered.
    void bookLine(BigDecimal cost) {
        if (canAfford(cost)) debit(cost);
        else uncovered = uncovered.add(cost);
    }

    void debit(BigDecimal cost) {
        balance = balance.subtract(cost);
        used = used.add(cost);
    }

    static BigDecimal cost(BigDecimal unitPrice, BigDecimal quantity) {
        return unitPrice.multiply(quantity).setScale(COST_DECIMALS, RoundingMode.HALF_UP);
    }

    String largestQuantity(BigDecimal unitPrice) {
        return spendable()
                .divide(unitPrice, QUANTITY_DECIMALS, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Writes the amounts that every response contains.
    JsonValue.ObjectWriter writeAmounts(JsonValue.ObjectWriter json) {
        json.put("balance", format(balance)).put("available", format(available()));
        return remaining().isPresent()
                ? json.put("remaining", format(remaining().get()))
                : json.putJson("remaining", "null");
    }

    /// Everything that blocks this cost, as a JSON array.
    String blockersJson(BigDecimal cost) {
        var limitBlocker = exceedsLimit(cost)
                ? JsonValue.newObject()
                        .put("cause", "spending_limit_reached")
                        .put("allowed_limit", format(allowedLimit.orElseThrow()))
                        .put("used", format(used))
                        .put("held", format(held()))
                        .put("remaining", format(remaining().orElseThrow()))
                        .toJson()
                : "";
        var balanceBlocker = cost.compareTo(available()) > 0
                ? JsonValue.newObject()
                        .put("cause", "insufficient_credits")
                        .put("required", format(cost))
                        .put("available", format(available()))
                        .put("shortfall", format(cost.subtract(available())))
                        .toJson()
                : "";
        return "[" + limitBlocker + (limitBlocker.isEmpty() || balanceBlocker.isEmpty() ? "" : ",") + balanceBlocker
                + "]";
    }

    private static String format(BigDecimal eur) {
        return eur.setScale(Math.max(2, eur.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
