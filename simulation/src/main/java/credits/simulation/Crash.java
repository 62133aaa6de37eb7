package credits.simulation;

/// Thrown where a worker crashes: nothing after it happens, and no handler may respond to it. An Error, so that no
/// `catch (Exception)` catches it.
public class Crash extends Error {
    private static final long serialVersionUID = 1;

    public Crash(String where) {
        super(where);
    }
}
