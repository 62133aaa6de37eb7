import assert from "node:assert/strict";
import { test } from "node:test";
import { BufferFullError, httpSink, type Report, type ReportSink, sqsSink, type Unsent, UsageReporter } from "../src/index.js";
import { fakeServer } from "./fake-server.js";

const LINE = { operation: "translation.document", quantity: "1250", member: "usr_giulia" };

function reporter(sink: ReportSink, unsent: Unsent[] = [], more = {}) {
  return new UsageReporter({ source: "/features/translation", sink, onUnsent: (one) => void unsent.push(one), lingerMillis: 5, ...more });
}

/** A sink that answers as scripted, the last answer for ever. */
function scripted(sent: Report[], ...kinds: ("accepted" | "retry" | "rejected")[]): ReportSink {
  return async (reports) => {
    sent.push(...reports);
    const kind = kinds.length > 1 ? kinds.shift()! : kinds[0]!;
    return reports.map(() => ({ kind, detail: kind }));
  };
}

test("lines are collected into a report of their organisation, without a flush", async () => {
  const sent: Report[] = [];
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const usage = reporter(async (reports) => {
    sent.push(...reports);
    if (sent.length === 2) arrived();
    return reports.map(() => ({ kind: "accepted", detail: "" }));
  });

  usage.record("org_acme", LINE);
  usage.record("org_acme", [LINE, { ...LINE, at: new Date(Date.now() - 1_000) }]);
  usage.record("org_other", LINE);
  await arrival;

  assert.deepEqual(sent.map(({ organisation, lines }) => [organisation, lines]), [["org_acme", 3], ["org_other", 1]]);
  const body = JSON.parse(sent[0]!.body);
  assert.equal(body.subject, "org_acme");
  assert.equal(body.id, sent[0]!.id);
  assert.deepEqual(Object.keys(body.data.lines[0]), ["operation", "quantity", "at", "member"]);
  await usage.close();
});

test("a report is repeated byte for byte until it is accepted", async () => {
  const sent: Report[] = [];
  await using usage = reporter(scripted(sent, "retry", "retry", "accepted"));

  usage.record("org_acme", LINE);

  assert.equal(await usage.flush(30_000), true);
  assert.equal(sent.length, 3);
  assert.equal(new Set(sent.map(({ body }) => body)).size, 1);
});

test("a sink that throws loses nothing", async () => {
  let calls = 0;
  await using usage = reporter(async (reports) => {
    if (++calls === 1) throw new Error("away");
    return reports.map(() => ({ kind: "accepted", detail: "" }));
  });

  usage.record("org_acme", LINE);

  assert.equal(await usage.flush(30_000), true);
  assert.equal(calls, 2);
});

test("what is rejected, overdue or left at the end goes to the handler, once, with the reason", async () => {
  const unsent: Unsent[] = [];
  const rejecting = reporter(scripted([], "rejected"), unsent);
  rejecting.record("org_acme", LINE);
  assert.equal(await rejecting.flush(30_000), true);
  const overdue = reporter(scripted([], "retry"), unsent, { deliveryTimeoutMillis: 0 });
  overdue.record("org_acme", LINE);
  assert.equal(await overdue.flush(30_000), true);
  const stuck = reporter(() => new Promise(() => {}), unsent, { closeTimeoutMillis: 5 });
  stuck.record("org_acme", LINE);

  await Promise.all([rejecting.close(), overdue.close(), stuck.close(), stuck.close()]);

  assert.deepEqual(unsent.map(({ reason }) => reason), ["rejected", "delivery timeout", "closed"]);
  assert.throws(() => stuck.record("org_acme", LINE), /is closed/);
});

test("a handler that throws does not stop the next report", async (context) => {
  context.mock.method(console, "error", () => {});
  const sent: Report[] = [];
  const failing = { onUnsent: () => { throw new Error("disk full"); } };
  const usage = reporter(scripted(sent, "rejected", "accepted"), [], failing);

  usage.record("org_acme", LINE);
  assert.equal(await usage.flush(30_000), true);
  usage.record("org_acme", LINE);

  assert.equal(await usage.flush(30_000), true);
  assert.equal(sent.length, 2);
  await usage.close();
});

test("the buffer is bounded, and nothing of a call that does not fit is recorded", async () => {
  const sent: Report[] = [];
  const usage = reporter(scripted(sent, "accepted"), [], { maxBufferBytes: 300, lingerMillis: 60_000 });

  usage.record("org_acme", LINE);
  assert.throws(() => usage.record("org_acme", [LINE, LINE, LINE]), BufferFullError);
  assert.equal(await usage.flush(30_000), true);
  usage.record("org_acme", LINE);
  await usage.close();

  assert.deepEqual(sent.map(({ lines }) => lines), [1, 1]);
});

test("a report has at most 1,000 lines and 256 KB", async () => {
  const sent: Report[] = [];
  const usage = reporter(scripted(sent, "accepted"), [], { lingerMillis: 60_000 });
  const wide = { ...LINE, operation: "o".repeat(64), reference: "r".repeat(64), member: "m".repeat(64) };

  for (let count = 0; count < 2_001; count++) usage.record("org_acme", LINE);
  for (let count = 0; count < 1_000; count++) usage.record("org_acme", wide);
  await usage.close();

  assert.equal(sent.reduce((sum, { lines }) => sum + lines, 0), 3_001);
  assert.ok(sent.every(({ lines, body }) => lines <= 1_000 && body.length <= 256 * 1024));
  assert.ok(sent.some(({ body }) => body.length > 255 * 1024));
});

test("a line that could never be booked is refused before it spoils its report", async () => {
  const usage = reporter(scripted([], "accepted"));
  const wrong = [
    { ...LINE, quantity: "0" }, { ...LINE, operation: "two words" }, { ...LINE, member: "Giulia Rossi" },
    { ...LINE, at: new Date(Date.now() - 35 * 86_400_000) }, { ...LINE, at: new Date(Date.now() + 300_000) },
    { ...LINE, at: new Date(NaN) },
  ];

  for (const line of wrong) assert.throws(() => usage.record("org_acme", [LINE, line]));
  assert.throws(() => usage.record("org_acme", []), /1 to 1,000 lines/);
  await usage.close();
});

test("through the API, each report has its own verdict", async () => {
  const unsent: Unsent[] = [];
  const verdicts = [{ status: "booked" }, { status: "invalid", reason_code: "unpriced_operation", reason_detail: "no price" }];
  using server = await fakeServer({ status: 503 }, { status: 200, body: { data: verdicts } });
  const usage = reporter(httpSink(server.endpoint, async () => "t0ken"), unsent, { lingerMillis: 60_000 });

  usage.record("org_acme", LINE);
  usage.record("org_other", LINE);
  await usage.close();

  assert.deepEqual(unsent.map(({ reason, detail }) => [reason, detail]), [["rejected", "unpriced_operation no price"]]);
  assert.equal(server.received[1]!.url, "/v1/usage_reports");
  assert.equal(server.received[1]!.body, server.received[0]!.body);
  assert.equal(JSON.parse(server.received[1]!.body).length, 2);
});

test("through the queue, only what failed is sent again", async () => {
  const batches: string[][] = [];
  const sink = sqsSink("https://sqs.eu-central-1.amazonaws.com/1/Usage.fifo", async ({ Entries }) => {
    batches.push(Entries.map(({ MessageGroupId }) => MessageGroupId));
    if (batches.length > 1) return { Successful: Entries.map(({ Id }) => ({ Id })) };
    return { Successful: [{ Id: "0" }], Failed: [{ Id: "1", Code: "InternalError", SenderFault: false }] };
  });
  await using usage = reporter(sink, [], { lingerMillis: 60_000 });

  usage.record("org_acme", LINE);
  usage.record("org_other", LINE);

  assert.equal(await usage.flush(30_000), true);
  assert.deepEqual(batches, [["org_acme", "org_other"], ["org_other"]]);
});
