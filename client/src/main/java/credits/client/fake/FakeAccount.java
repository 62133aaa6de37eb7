package credits.client.fake;

import credits.client.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The account of one organisation, as simple as a test needs it: one month, no clock, holds that never expire. Amounts
/// are in EUR. Thread-safe.
public final class FakeAccount {
    private static final int NANO = 9;
    private static final int MICRO = 6;

    /// An open hold and the price of one unit of its operation.
    private record Hold(BigDecimal unitPrice, BigDecimal amount) {}

    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private final Map<String, String> closed = new LinkedHashMap<>();
    private BigDecimal balance;
    private Optional<BigDecimal> limit = Optional.empty();
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
    public synchronized void allowedLimit(String eur) {
        limit = Optional.of(new BigDecimal(eur));
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
        return limit.map(all -> all.subtract(used).subtract(held()));
    }

    private BigDecimal room() {
        return available().min(remaining().orElse(available())).max(BigDecimal.ZERO);
    }

    boolean allows(BigDecimal cost) {
        return cost.compareTo(room()) <= 0;
    }

    boolean limitBlocks(BigDecimal cost) {
        return remaining().isPresent() && cost.compareTo(remaining().get()) > 0;
    }

    void hold(String id, BigDecimal unitPrice, BigDecimal quantity) {
        holds.put(id, new Hold(unitPrice, cost(unitPrice, quantity)));
    }

    boolean isOpen(String id) {
        return holds.containsKey(id);
    }

    Optional<String> closed(String id) {
        return Optional.ofNullable(closed.get(id));
    }

    /// Debits a quantity of the held operation as far as the account allows, and closes the hold.
    void capture(String id, BigDecimal quantity) {
        var hold = holds.remove(id);
        if (hold == null) throw new IllegalArgumentException("no open hold: " + id);
        closed.put(id, "captured");
        var cost = cost(hold.unitPrice(), quantity);
        var fits = cost.min(hold.amount().add(room().subtract(hold.amount()).max(BigDecimal.ZERO)));
        debit(fits);
        uncovered = uncovered.add(cost.subtract(fits));
    }

    void release(String id, String status) {
        var ignored = holds.remove(id);
        closed.put(id, status);
    }

    /// Debits the whole cost of a line, or counts it as uncovered.
    void line(BigDecimal cost) {
        if (allows(cost)) debit(cost);
        else uncovered = uncovered.add(cost);
    }

    void debit(BigDecimal cost) {
        balance = balance.subtract(cost);
        used = used.add(cost);
    }

    static BigDecimal cost(BigDecimal unitPrice, BigDecimal quantity) {
        return unitPrice.multiply(quantity).setScale(NANO, RoundingMode.HALF_UP);
    }

    String largestQuantity(BigDecimal unitPrice) {
        return room().divide(unitPrice, MICRO, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Writes the amounts that every response contains.
    Json.Writer show(Json.Writer answer) {
        answer.put("balance", text(balance)).put("available", text(available()));
        return remaining().isPresent()
                ? answer.put("remaining", text(remaining().get()))
                : answer.putRaw("remaining", "null");
    }

    /// Everything that blocks this cost, as a JSON array.
    String blockers(BigDecimal cost) {
        var month = limitBlocks(cost)
                ? Json.write()
                        .put("cause", "spending_limit_reached")
                        .put("allowed_limit", text(limit.orElseThrow()))
                        .put("used", text(used))
                        .put("held", text(held()))
                        .put("remaining", text(remaining().orElseThrow()))
                        .text()
                : "";
        var credits = cost.compareTo(available()) > 0
                ? Json.write()
                        .put("cause", "insufficient_credits")
                        .put("required", text(cost))
                        .put("available", text(available()))
                        .put("shortfall", text(cost.subtract(available())))
                        .text()
                : "";
        return "[" + month + (month.isEmpty() || credits.isEmpty() ? "" : ",") + credits + "]";
    }

    private static String text(BigDecimal eur) {
        return eur.setScale(Math.max(2, eur.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
