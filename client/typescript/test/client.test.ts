import assert from "node:assert/strict";
import { test } from "node:test";
import { CreditsClient, OutcomeUnknownError, QuotaExceededError, RequestRejectedError } from "../src/index.js";
import { fakeServer } from "./fake-server.js";

const HELD = { status: 201, body: { id: "aut_7", status: "open" } };
const CAPTURED = { status: 200, body: { id: "aut_7", status: "captured" } };
const REQUEST = { operation: "translation.document", quantity: "5000" };

// Longer than a client goes on: the answer before this is its last.
const NO_MORE = { "Retry-After": "60" };

function client(endpoint: string) {
  return new CreditsClient({ endpoint, token: async () => "t0ken" });
}

test("a request whose answer is lost is repeated with its key", async () => {
  using server = await fakeServer({ status: 503, headers: { "Retry-After": "0" } }, HELD, CAPTURED);

  const held = await client(server.endpoint).authorize("org_acme", REQUEST);
  const captured = await held.capture("1250");

  assert.equal(captured.status, "captured");
  const [first, second, third] = server.received;
  assert.deepEqual(second, first);
  assert.match(first!.key!, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  assert.equal(first!.authorization, "Bearer t0ken");
  assert.deepEqual(JSON.parse(first!.body), { organisation: "org_acme", ...REQUEST, expires_in: 900, capture: false });
  assert.equal(third!.url, "/v1/authorizations/aut_7/capture");
  assert.notEqual(third!.key, first!.key);
});

test("a block that ends without a capture releases the hold", async () => {
  using server = await fakeServer(HELD, { status: 200, body: { id: "aut_7", status: "released" } });

  await assert.rejects(async () => {
    await using _held = await client(server.endpoint).authorize("org_acme", REQUEST);
    throw new Error("the model did not answer");
  }, /did not answer/);

  assert.equal(server.received[1]!.url, "/v1/authorizations/aut_7/release");
});

test("too little credit says what is missing", async () => {
  const problem = {
    code: "insufficient-credits", blockers: [{ cause: "insufficient_credits", shortfall: "4.00" }],
    largest_quantity: "12", quota_url: "https://app.example.com/quota-exceeded",
  };
  using server = await fakeServer({ status: 402, body: problem });

  await assert.rejects(client(server.endpoint).debit("org_acme", REQUEST), (error) => {
    assert.ok(error instanceof QuotaExceededError);
    assert.equal(error.blockers[0]!["shortfall"], "4.00");
    assert.equal(error.largestQuantity, "12");
    assert.equal(error.quotaUrl, "https://app.example.com/quota-exceeded");
    return true;
  });
  assert.equal(server.received.length, 1);
});

test("any other refusal is final at once", async () => {
  using server = await fakeServer({ status: 422, body: { code: "unpriced-operation" } });

  await assert.rejects(client(server.endpoint).authorize("org_acme", REQUEST), RequestRejectedError);
});

test("after a lost answer, only an answer about the key decides", async () => {
  using server = await fakeServer({ status: 503 }, { status: 401, body: { message: "Unauthorized" }, headers: NO_MORE });
  const credits = client(server.endpoint);

  const lost: unknown = await credits.debit("org_acme", REQUEST).catch((error: unknown) => error);

  assert.ok(lost instanceof OutcomeUnknownError);
  assert.equal(lost.problem.status, 401);
  await assert.rejects(credits.debit("org_acme", { ...REQUEST, idempotencyKey: lost.idempotencyKey! }), OutcomeUnknownError);
  assert.equal(server.received.length, 3);
  assert.equal(new Set(server.received.map(({ key }) => key)).size, 1);
});

test("a capture without an answer blocks everything but its repetition", async () => {
  using server = await fakeServer(HELD, { status: 500, headers: NO_MORE });
  const held = await client(server.endpoint).authorize("org_acme", REQUEST);

  await assert.rejects(held.capture("1"), OutcomeUnknownError);

  await assert.rejects(held.capture("2"), /repeat it first/);
  await assert.rejects(held.release(), /repeat it/);
});

test("no token is sent without encryption", () => {
  for (const endpoint of ["http://credits.example.com", "http://localhost.example.com", "ftp://localhost", "https:"])
    assert.throws(() => client(endpoint), /must begin with https/);
});

test("quantities are strings", async () => {
  const credits = client("http://localhost:1");
  for (const quantity of ["0", "-1", "1e3", "1.0000001", "1000000000000", 5 as unknown as string])
    await assert.rejects(credits.authorize("org_acme", { ...REQUEST, quantity }), /quantity must be a string/);
});
