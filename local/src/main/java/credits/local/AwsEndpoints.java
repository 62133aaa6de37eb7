package credits.local;

import credits.local.gateway.Front;
import credits.local.gateway.Front.PortTaken;
import credits.local.guard.Guard;
import credits.local.guard.Service;
import credits.local.template.Function;
import credits.local.template.Places;
import credits.local.template.Template;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// AWS as the functions see it: on a port of its own, where each function's calls are held to its role.
final class Aws implements AutoCloseable {
    private final Guard guard;
    private final Front front;

    private Aws(Guard guard, Front front) {
        this.guard = guard;
        this.front = front;
    }

    /// Answers at once. `front` is where secrets and objects are played; `refusals` is told what a role did not allow.
    static Aws start(Template template, Places places, String front, Consumer<String> refusals) throws PortTaken {
        var standIns = Map.of(
                Service.DYNAMODB, places.tables(),
                Service.S3, URI.create(front + ObjectStore.PATH),
                Service.SECRETS_MANAGER, URI.create(front + SecretStore.PATH),
                Service.SES, places.mail(),
                Service.SQS, places.queues());
        var guard = new Guard(template.access(), places, template.tables(), standIns, refusals);
        var gate = new Front(0);
        gate.serve("/", guard);
        gate.open();
        return new Aws(guard, gate);
    }

    /// The variables that lead the SDK of `function` here.
    Map<String, String> environment(Function function) {
        var environment = new HashMap<String, String>();
        guard.paths(function).forEach((service, path) -> environment.put(service.variable(), front.address() + path));
        return environment;
    }

    @Override
    public void close() {
        front.close();
        guard.close();
    }
}
