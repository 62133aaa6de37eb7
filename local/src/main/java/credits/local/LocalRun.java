package credits.local;

import credits.local.aws.template.UnsupportedTemplateException;
import credits.local.cli.RunOptions;
import credits.local.cli.TerminalOutput;
import credits.local.http.LocalServer.PortInUseException;
import java.util.List;
import java.util.Locale;

/// Starts the local run and keeps it running until Ctrl-C.
public final class LocalRun {
    private static final int USAGE_ERROR = 2;

    private LocalRun() {}

    public static void main(String[] arguments) {
        // DynamoDB Local writes numbers in the digits of the default locale, and cannot read
        // Arabic digits back.
        Locale.setDefault(Locale.ROOT);
        try {
            var options = RunOptions.parse(List.of(arguments));
            var console = new TerminalOutput(System.out, options.isVerbose());
            var localSystem = LocalSystem.start(options, console);
            Runtime.getRuntime().addShutdownHook(new Thread(localSystem::close, "stop"));
        } catch (IllegalArgumentException | PortInUseException | UnsupportedTemplateException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE_ERROR);
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
