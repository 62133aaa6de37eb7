package credits.simulation;

/// A worker dies here: nothing after it happens, no handler may answer it. An Error, so that no `catch (Exception)`
/// does.
public class Crash extends Error {
    private static final long serialVersionUID = 1;

    public Crash(String where) {
        super(where);
    }
}
