package credits.local;

import java.net.URI;

/// Command lines for the person at the terminal, which work as they are printed, whatever the port.
///
/// @param address what clients call: `http://localhost:8080`
record Commands(String address) {
    String sendUsage(String organisation, String operation, String quantity) {
        return "./run send-usage --organisation %s --operation %s --quantity %s%s"
                .formatted(organisation, operation, quantity, port());
    }

    /// Shows the organisation's month.
    String overview(String organisation) {
        return "curl -H \"Authorization: Bearer $(./run token --organisation %s%s)\" %s/v1/usage/months/current"
                .formatted(organisation, port(), address);
    }

    private String port() {
        var port = URI.create(address).getPort();
        return port == Options.USUAL_PORT ? "" : " --port " + port;
    }
}
