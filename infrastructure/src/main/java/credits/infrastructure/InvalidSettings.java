package credits.infrastructure;

/// `cdk.json` says something that cannot be deployed; the message is one sentence for whoever edits it.
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettings(String sentence) {
        super(sentence);
    }
}
