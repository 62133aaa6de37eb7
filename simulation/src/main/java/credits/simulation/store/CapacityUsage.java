package credits.simulation.store;

/// The cost of requests. Read units are multiples of one half, which a double represents exactly.
public record CapacityUsage(long requests, long writeUnits, double readUnits) {
    public static final CapacityUsage ZERO = new CapacityUsage(0, 0, 0);

    static CapacityUsage ofWrite(long units) {
        return new CapacityUsage(1, units, 0);
    }

    static CapacityUsage ofRead(double units) {
        return new CapacityUsage(1, 0, units);
    }

    public CapacityUsage plus(CapacityUsage other) {
        return new CapacityUsage(
                Math.addExact(requests, other.requests),
                Math.addExact(writeUnits, other.writeUnits),
                readUnits + other.readUnits);
    }
}
