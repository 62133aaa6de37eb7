package credits.simulation.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import credits.simulation.invariants.InvariantViolationException;
import java.io.IOException;
import java.util.List;

/// What no log may contain, and the form that every line has.
///
/// @param secrets e-mail addresses, names and tokens
record LogCheck(List<String> secrets) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Checks what `function` has logged: one JSON object a line, without a secret.
    void check(String function, String log) {
        for (var secret : secrets)
            InvariantViolationException.check(!log.contains(secret), function + " logs a secret", secret);
        try (var lines = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(log)) {
            while (lines.hasNextValue()) {
                var line = lines.nextValue();
                InvariantViolationException.check(line.isObject(), function + " logs what is no object", line);
            }
        } catch (JsonProcessingException noJson) {
            InvariantViolationException.check(false, function + " logs what is no JSON", log);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
