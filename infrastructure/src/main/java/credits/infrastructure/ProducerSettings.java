package credits.infrastructure;

import com.fasterxml.jackson.databind.ObjectMapper;
import credits.identity.ClientId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The settings `usageProducers` of a stage: what each producer of usage may report, by the id of its IAM role or user,
/// which SQS states with every message, or of the client that its token names. Without any, all that may send to the
/// queue or call the API may report everything.
///
/// @param json the settings as the function reads them
/// @param sources all sources that they name
record ProducerSettings(String json, Set<String> sources) {
    ProducerSettings {
        sources = Set.copyOf(sources);
    }

    /// @param clients the clients whose tokens may report usage
    static ProducerSettings read(SettingsReader reader, List<ClientId> clients) {
        var producers = new ObjectMapper().createObjectNode();
        var allSources = new HashSet<String>();
        for (var sender : reader.names()) {
            boolean isClient =
                    clients.stream().anyMatch(client -> client.value().equals(sender));
            if (!isClient && !sender.matches("A[A-Z]{3}[A-Z0-9]{12,124}"))
                throw new InvalidSettingsException(reader.pathOf(sender)
                        + " must have the unique id of an IAM role or user, AROA…, or one of platform.clients as its"
                        + " key.");
            var section = reader.section(sender);
            var producer = producers.putObject(sender);
            var sources = producer.putArray("sources");
            section.distinctTexts("sources", ".{1,200}", "sources").forEach(source -> {
                sources.add(source);
                allSources.add(source);
            });
            var operations = producer.putArray("operations");
            section.distinctTexts("operations", "[a-z0-9._-]{1,64}", "operation codes")
                    .forEach(operations::add);
            section.rejectUnknownKeys();
        }
        return new ProducerSettings(producers.toString(), allSources);
    }
}
