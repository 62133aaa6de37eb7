package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/redrive.js` with a stand-in for the AWS command line, whose invalid-usage queue has three messages in two
/// responses.
class RedriveScriptTest {
    private static final String AWS = """
            #!/usr/bin/env node
            const fs = require("node:fs");
            const command = process.argv[3];
            const parameters = JSON.parse(fs.readFileSync(0, "utf8"));
            const log = process.env.CALLS;
            const earlier = fs.existsSync(log) ? fs.readFileSync(log, "utf8") : "";
            fs.appendFileSync(log, command + " " + JSON.stringify(parameters) + "\\n");
            const message = (n) => ({ MessageId: "m" + n, ReceiptHandle: "r" + n, Body: "body " + n + "€".repeat(50000),
              Attributes: { MessageGroupId: "acme" } });
            const received = earlier.split("receive-message ").length - 1;
            const answers = {
              "get-queue-attributes": { Attributes: { ApproximateNumberOfMessages: "3" } },
              "receive-message": { Messages: received === 0 ? [message(1), message(2)] : [message(3)] },
              "send-message": { MessageId: "sent" },
            };
            if (answers[command]) console.log(JSON.stringify(answers[command]));
            """;

    @TempDir
    private Path folder;

    @Test
    void each_message_is_sent_to_its_group_and_deleted_afterwards() throws Exception {
        var aws = Files.writeString(folder.resolve("aws"), AWS);
        var _ = Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));

        var output = run();

        assertThat(output).isEqualTo("3 of 3 messages were sent back.\n");
        var calls = Files.readAllLines(folder.resolve("calls"));
        assertThat(calls)
                .map(call -> call.replaceFirst(" .*", ""))
                .containsExactly(
                        "get-queue-attributes",
                        "receive-message",
                        "send-message",
                        "delete-message",
                        "send-message",
                        "delete-message",
                        "receive-message",
                        "send-message",
                        "delete-message");
        assertThat(calls.get(2))
                .contains("\"QueueUrl\":\"usage\"", "\"MessageGroupId\":\"acme\"")
                .contains("\"MessageDeduplicationId\":\"redrive-m1\"", "\"MessageBody\":\"body 1€");
        assertThat(calls.get(3)).isEqualTo("delete-message {\"QueueUrl\":\"invalid\",\"ReceiptHandle\":\"r1\"}");
    }

    private String run() throws IOException, InterruptedException {
        var process = new ProcessBuilder("node", "../scripts/redrive.js").redirectErrorStream(true);
        var environment = process.environment();
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        environment.put("CALLS", folder.resolve("calls").toString());
        environment.put("USAGE_QUEUE_URL", "usage");
        environment.put("INVALID_USAGE_QUEUE_URL", "invalid");
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes(), UTF_8);
        assertThat(running.waitFor()).as(output).isZero();
        return output;
    }
}
