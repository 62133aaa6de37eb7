package credits.local.cli;

import java.net.URI;

/// Example command lines for the terminal that work as printed, whatever the port.
///
/// @param address the base address for clients, such as `http://localhost:8080`
public record ExampleCommands(String address) {
    public String sendUsage(String organisation, String operation, String quantity) {
        return "./run send-usage --organisation %s --operation %s --quantity %s%s"
                .formatted(organisation, operation, quantity, portOption());
    }

    /// Fetches the organisation's current month.
    public String overview(String organisation) {
        return "curl -H \"Authorization: Bearer $(./run token --organisation %s%s)\" %s/v1/usage/months/current"
                .formatted(organisation, portOption(), address);
    }

    private String portOption() {
        var port = URI.create(address).getPort();
        return port == RunOptions.DEFAULT_PORT ? "" : " --port " + port;
    }
}
