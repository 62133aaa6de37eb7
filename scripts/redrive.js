// Sends the messages of a stage's invalid-usage queue back to its usage queue, after rules that were wrong have been
// fixed. Repeating it is safe: usage that is booked already is recognised by its id, and a message is deleted only after
// it was sent. A message that is invalid again returns to where it was.
//   USAGE_QUEUE_URL, INVALID_USAGE_QUEUE_URL    the outputs of the stage's data stack
// Needs the AWS command line, signed in. `./deploy --redrive <stage>` calls this.
const { spawnSync } = require("node:child_process");

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function required(name) {
  return process.env[name] || fail(`${name} is not set: see docs/runbooks/invalid-usage.md.`);
}

// The parameters go through the input: a message may be longer than an argument.
function sqs(command, parameters) {
  const options = ["sqs", command, "--output", "json", "--cli-input-json", "file:///dev/stdin"];
  const { status, stdout, stderr, error } = spawnSync("aws", options, {
    input: JSON.stringify(parameters),
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
  if (status !== 0) fail(`${command}: ${stderr || error?.message}`);
  return stdout.trim() ? JSON.parse(stdout) : {};
}

const usage = required("USAGE_QUEUE_URL");
const invalid = required("INVALID_USAGE_QUEUE_URL");

function move(message) {
  sqs("send-message", {
    QueueUrl: usage,
    MessageGroupId: message.Attributes.MessageGroupId,
    // Of its own, or SQS would drop what it has delivered within the last five minutes.
    MessageDeduplicationId: `redrive-${message.MessageId}`,
    MessageBody: message.Body,
  });
  sqs("delete-message", { QueueUrl: invalid, ReceiptHandle: message.ReceiptHandle });
}

const count = ["ApproximateNumberOfMessages"];
const present = Number(
  sqs("get-queue-attributes", { QueueUrl: invalid, AttributeNames: count }).Attributes[count[0]],
);
let moved = 0;
while (moved < present) {
  const received = sqs("receive-message", {
    QueueUrl: invalid,
    MaxNumberOfMessages: Math.min(10, present - moved),
    AttributeNames: ["MessageGroupId"],
    WaitTimeSeconds: 2,
  });
  const messages = received.Messages ?? [];
  if (messages.length === 0) break;
  messages.forEach(move);
  moved += messages.length;
}
console.log(`${moved} of ${present} messages were sent back.`);
