package credits.simulation.store;

/// The units that AWS bills for a request on an item of a given size; a missing item is billed as the smallest.
public final class Units {
    private static final int WRITE_BYTES = 1024;
    private static final int READ_BYTES = 4096;
    private static final int TRANSACTION = 2;

    private Units() {}

    /// The write units of a put or an update, by the larger of the item before and after. A failed condition
    /// costs the same.
    public static long write(int bytes) {
        return started(bytes, WRITE_BYTES);
    }

    /// The write units of one action of a transaction.
    public static long transactionalWrite(int bytes) {
        return TRANSACTION * write(bytes);
    }

    /// The read units of a get, or of all items that a query covered; an eventually consistent read costs half.
    public static double read(int bytes, boolean consistent) {
        long units = started(bytes, READ_BYTES);
        return consistent ? units : units / 2.0;
    }

    private static long started(int bytes, int unit) {
        return Math.max(1, Math.ceilDiv(bytes, unit));
    }
}
