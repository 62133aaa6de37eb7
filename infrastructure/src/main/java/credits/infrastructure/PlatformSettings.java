package credits.infrastructure;

import static java.util.stream.Collectors.joining;

import credits.identity.ClientId;
import credits.identity.OrganisationId;
import java.util.List;
import java.util.function.Function;

/// The settings `platform` of a stage: which tokens may have the permissions of operators and services.
///
/// @param organisation the organisation of the platform's operators
/// @param clients the clients of the platform's services and operators
/// @param consoleClient the one of them with which the operators' console requests tokens
record PlatformSettings(OrganisationId organisation, List<ClientId> clients, ClientId consoleClient) {
    static PlatformSettings read(SettingsReader reader) {
        var settings = new PlatformSettings(
                id(reader.pathOf("organisation"), reader.text("organisation"), OrganisationId::new),
                reader.textList("clients").stream()
                        .map(text -> id(reader.pathOf("clients"), text, ClientId::new))
                        .toList(),
                id(reader.pathOf("consoleClient"), reader.text("consoleClient"), ClientId::new));
        if (!settings.clients.contains(settings.consoleClient))
            throw new InvalidSettingsException(
                    reader.pathOf("consoleClient") + " must be one of " + reader.pathOf("clients") + ".");
        reader.rejectUnknownKeys();
        return settings;
    }

    private static <T> T id(String path, String text, Function<String, T> constructor) {
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException otherForm) {
            throw new InvalidSettingsException(path + " must have 1 to 64 letters, digits and ._:- only.");
        }
    }

    /// The clients as the functions read them.
    String formatClients() {
        return clients.stream().map(ClientId::value).collect(joining(","));
    }
}
