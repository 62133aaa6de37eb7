package credits.local;

import credits.local.gateway.Front.PortTaken;
import credits.local.template.Refused;
import java.util.List;
import java.util.Locale;

/// Starts the local run and keeps it until Ctrl-C.
public final class Main {
    private static final int MISUSE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        // DynamoDB Local writes its numbers in the locale's digits, and then cannot read them in Arabic.
        Locale.setDefault(Locale.ROOT);
        try {
            var options = Options.of(List.of(arguments));
            var console = new Console(System.out, options.verbose());
            var local = Local.start(options, console);
            Runtime.getRuntime().addShutdownHook(new Thread(local::close, "stop"));
        } catch (IllegalArgumentException | PortTaken | Refused e) {
            System.err.println(e.getMessage());
            System.exit(MISUSE);
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
