package credits.infrastructure;

import com.fasterxml.jackson.databind.ObjectMapper;

/// The settings `usageProducers` of a stage: what each sender of the usage queue may report, by the id of
/// its IAM role or user, which SQS states with every message. Without any, all that may send to the queue
/// may report everything.
///
/// @param json the settings as the function reads them
record ProducerSettings(String json) {
    static ProducerSettings read(SettingsReader reader) {
        var producers = new ObjectMapper().createObjectNode();
        for (var sender : reader.names()) {
            if (!sender.matches("A[A-Z]{3}[A-Z0-9]{12,124}"))
                throw new InvalidSettingsException(
                        reader.pathOf(sender) + " must have the unique id of an IAM role or user as its key: AROA….");
            var section = reader.section(sender);
            var producer = producers.putObject(sender);
            var sources = producer.putArray("sources");
            section.distinctTexts("sources", ".{1,200}", "sources").forEach(sources::add);
            var operations = producer.putArray("operations");
            section.distinctTexts("operations", "[a-z0-9._-]{1,64}", "operation codes")
                    .forEach(operations::add);
            section.rejectUnknownKeys();
        }
        return new ProducerSettings(producers.toString());
    }
}
