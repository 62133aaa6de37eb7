package credits.simulation.flow;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.simulation.ChoiceSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A feature that reports the usage of an organisation: mostly once, sometimes again, and now and then something that
/// can never be booked.
final class SimulatedFeature {
    private static final int FEW_LINES = 4;
    private static final int MANY_LINES = 60;
    private static final int MAX_PAUSE_MILLIS = 600_000;
    private static final List<String> OPERATIONS = List.of("query.run", "translate", "call.minute");

    private final FlowSystem system;
    private final ChoiceSource choices;
    private final OrganisationId organisation;
    private final int number;
    private final int wanted;
    private final int maxLines;
    private final Map<UniqueId, Integer> reports = new LinkedHashMap<>();
    private final List<String> invalid = new ArrayList<>();
    private int sent;

    /// @param wanted the number of reports
    SimulatedFeature(FlowSystem system, OrganisationId organisation, int number, int wanted) {
        this.system = system;
        this.choices = system.choices;
        this.organisation = organisation;
        this.number = number;
        this.wanted = wanted;
        this.maxLines = choices.nextBoolean(0.3) ? MANY_LINES : FEW_LINES;
    }

    /// The reports that can be booked, with their numbers of lines.
    Map<UniqueId, Integer> reports() {
        return reports;
    }

    /// The messages that can never be booked.
    List<String> invalid() {
        return invalid;
    }

    OrganisationId organisation() {
        return organisation;
    }

    void run() {
        for (int i = 0; i < wanted; i++) {
            system.scheduler.sleep(Duration.ofMillis(choices.nextInt(MAX_PAUSE_MILLIS)));
            if (choices.nextBoolean(0.05)) sendInvalid();
            else sendReport();
        }
    }

    void sendReport() {
        int lines = 1 + choices.nextInt(maxLines);
        var id = newId();
        var body = report(id, OPERATIONS, lines);
        reports.put(id, lines);
        system.queues.sendUsage(organisation.value(), body);
        if (choices.nextBoolean(0.1)) system.queues.sendUsage(organisation.value(), body);
    }

    private void sendInvalid() {
        var body = choices.nextBoolean(0.5)
                ? report(newId(), List.of("unknown"), 1)
                : "{\"specversion\":\"1.0\",\"number\":" + newId().low() + "}";
        invalid.add(body);
        system.queues.sendUsage(organisation.value(), body);
    }

    private UniqueId newId() {
        return new UniqueId(system.now().toEpochMilli() << 16, number * 1_000L + sent++);
    }

    private String report(UniqueId id, List<String> operations, int lines) {
        var all = new ArrayList<String>();
        for (int i = 0; i < lines; i++)
            all.add("{\"operation\":\"%s\",\"quantity\":\"%d\",\"member\":\"usr_%d\"}"
                    .formatted(choices.pick(operations), 1 + choices.nextInt(9), choices.nextInt(3)));
        return """
                {"specversion":"1.0","type":"credits.usage.v1","source":"/features/%d","id":"%s","subject":"%s",\
                "time":"%s","data":{"lines":[%s]}}""".formatted(number, id, organisation, system.now(), String.join(",", all));
    }
}
