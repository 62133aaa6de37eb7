package credits.infrastructure;

/// Thrown when `cdk.json` contains settings that cannot be deployed. The message is one sentence for the person
/// who edits it.
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettings(String sentence) {
        super(sentence);
    }
}
