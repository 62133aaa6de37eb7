package credits.simulation.store;

/// The cost of requests. Read units are multiples of one half, which a double represents exactly.
public record Consumed(long requests, long writeUnits, double readUnits) {
    public static final Consumed NOTHING = new Consumed(0, 0, 0);

    static Consumed written(long units) {
        return new Consumed(1, units, 0);
    }

    static Consumed read(double units) {
        return new Consumed(1, 0, units);
    }

    public Consumed plus(Consumed other) {
        return new Consumed(
                Math.addExact(requests, other.requests),
                Math.addExact(writeUnits, other.writeUnits),
                readUnits + other.readUnits);
    }
}
