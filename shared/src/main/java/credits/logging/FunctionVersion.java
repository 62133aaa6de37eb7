package credits.logging;

/// The version of a function in its log lines, where it is the last member: the end of a line tells which
/// version wrote it, and a deployment is rolled back for the faults of the new version only.
public final class FunctionVersion {
    /// The member's name.
    public static final String MEMBER = "version";

    private FunctionVersion() {}

    /// The number of a published version, or 0 for one that is not published, as in the local run.
    public static long parse(String version) {
        return version.matches("[0-9]{1,18}") ? Long.parseLong(version) : 0;
    }
}
