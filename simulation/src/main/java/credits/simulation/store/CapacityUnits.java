package credits.simulation.store;

/// The units that AWS bills for a request on an item of a given size; a missing item is billed as the smallest.
public final class CapacityUnits {
    private static final int WRITE_UNIT_BYTES = 1024;
    private static final int READ_UNIT_BYTES = 4096;
    private static final int TRANSACTION_FACTOR = 2;

    private CapacityUnits() {}

    /// The write units of a put or an update, by the larger of the item before and after. A failed condition
    /// costs the same.
    public static long writeUnits(int bytes) {
        return roundedUp(bytes, WRITE_UNIT_BYTES);
    }

    /// The write units of one action of a transaction.
    public static long transactionalWriteUnits(int bytes) {
        return TRANSACTION_FACTOR * writeUnits(bytes);
    }

    /// The read units of a get, or of all items that a query covered; an eventually consistent read costs half.
    public static double readUnits(int bytes, boolean consistent) {
        long units = roundedUp(bytes, READ_UNIT_BYTES);
        return consistent ? units : units / 2.0;
    }

    private static long roundedUp(int bytes, int unit) {
        return Math.max(1, Math.ceilDiv(bytes, unit));
    }
}
