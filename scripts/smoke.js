// Uses a running stage once, as a feature and a member do: holds credits and captures them, reports a use through the
// queue, and reads the month until both are in it. Ends with 0 if all of that works. Everything comes from the
// environment, so that no token is seen in the list of processes:
//   CREDITS_URL, USAGE_QUEUE_URL         the outputs ApiUrl and UsageQueueUrl
//   SMOKE_ORGANISATION                   pays, so it needs credits; "smoke" if absent
//   SMOKE_TOKEN                          its token, with usage:read and usage:authorize; or, to fetch one as a client:
//   SMOKE_TOKEN_URL, SMOKE_CLIENT_ID, SMOKE_CLIENT_SECRET, SMOKE_SCOPE (optional)
//   SMOKE_FEATURE_TOKEN                  authorizes instead, if one token cannot do both
//   SMOKE_SEND                           the command that gets the report on its input; `aws sqs send-message` if absent
const { spawnSync } = require("node:child_process");
const { randomBytes } = require("node:crypto");

const { env } = process;
const organisation = env.SMOKE_ORGANISATION || "smoke";
const ATTEMPTS = 180;
// The stage's clock less ours: ids and times are checked against its own.
let skew = 0;
const now = () => Date.now() + skew;

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function required(name) {
  return env[name] || fail(`${name} is not set: see docs/deploy.md.`);
}

const base = required("CREDITS_URL").replace(/\/$/, "");
const queue = required("USAGE_QUEUE_URL");

// A UUID version 7 of this moment.
function newId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function fetchToken() {
  if (env.SMOKE_TOKEN) return env.SMOKE_TOKEN;
  const client = Buffer.from(`${required("SMOKE_CLIENT_ID")}:${required("SMOKE_CLIENT_SECRET")}`).toString("base64");
  const body = new URLSearchParams({ grant_type: "client_credentials" });
  if (env.SMOKE_SCOPE) body.set("scope", env.SMOKE_SCOPE);
  const response = await fetch(required("SMOKE_TOKEN_URL"), {
    method: "POST",
    headers: { Authorization: `Basic ${client}` },
    body,
  });
  if (!response.ok) fail(`The identity provider gives no token: ${response.status}.`);
  return (await response.json()).access_token;
}

async function call(token, method, path, body) {
  const started = Date.now();
  const headers = { Authorization: `Bearer ${token}` };
  if (body) Object.assign(headers, { "Content-Type": "application/json", "Idempotency-Key": newId() });
  const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) fail(`${method} ${path} answers ${response.status}: ${text}`);
  console.log(`${method} ${path}: ${response.status} in ${Date.now() - started} ms`);
  return JSON.parse(text);
}

function send(operation) {
  const report = JSON.stringify({
    specversion: "1.0",
    type: "credits.usage.v1",
    source: "/smoke",
    id: newId(),
    subject: organisation,
    time: new Date(now()).toISOString(),
    data: { lines: [{ operation, quantity: "1" }] },
  });
  const message = { QueueUrl: queue, MessageGroupId: organisation, MessageBody: report };
  const [command, ...options] = env.SMOKE_SEND
    ? ["sh", "-c", env.SMOKE_SEND]
    : ["aws", "sqs", "send-message", "--cli-input-json", JSON.stringify(message)];
  const { status, stderr, error } = spawnSync(command, options, { input: report, encoding: "utf8" });
  if (status !== 0) fail(`The report cannot be sent: ${stderr || error?.message}`);
  console.log("usage report: sent");
}

const uses = (month) => month.days.reduce((sum, day) => sum + day.operations, 0);

async function main() {
  const token = await fetchToken();
  const feature = env.SMOKE_FEATURE_TOKEN || token;
  const month = () => call(token, "GET", "/v1/usage/months/current");

  const operation = env.SMOKE_OPERATION || (await call(token, "GET", "/v1/prices")).data[0]?.code;
  if (!operation) fail("The price list is empty: see docs/deploy.md.");
  const atFirst = await month();
  const before = uses(atFirst);
  skew = Date.parse(atFirst.updated_at) - Date.now();
  const hold = await call(feature, "POST", "/v1/authorizations", { organisation, operation, quantity: "1" });
  await call(feature, "POST", `/v1/authorizations/${hold.id}/capture`, { organisation, quantity: "1" });
  send(operation);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (uses(await month()) >= before + 2) {
      console.log("The hold and the report are in the month.");
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  fail(`After ${ATTEMPTS} s the month has ${uses(await month()) - before} of two uses.`);
}

main().catch((error) => fail(`${error.message}${error.cause ? `: ${error.cause.message ?? error.cause.code}` : ""}`));
