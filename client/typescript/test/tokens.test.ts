import assert from "node:assert/strict";
import { test } from "node:test";
import { clientCredentials } from "../src/index.js";
import { fakeServer } from "./fake-server.js";

const token = (value: string, seconds: number) => ({ status: 200, body: { access_token: value, expires_in: seconds } });

function supplier(tokenUrl: string, clock: () => number) {
  const parameters = { scope: "usage:authorize usage:report" };
  return clientCredentials({ tokenUrl, clientId: "translation:1", clientSecret: "s3cret/+", parameters }, clock);
}

test("a token is kept until a minute before it expires", async () => {
  using server = await fakeServer(token("t1", 3_600), token("t2", 3_600));
  let now = 0;
  const tokens = supplier(server.endpoint, () => now);

  assert.deepEqual(await Promise.all([tokens(), tokens()]), ["t1", "t1"]);
  now = 3_539_999;
  assert.equal(await tokens(), "t1");
  now = 3_540_000;
  assert.equal(await tokens(), "t2");

  assert.equal(server.received.length, 2);
  assert.equal(server.received[0]!.authorization, "Basic dHJhbnNsYXRpb24lM0ExOnMzY3JldCUyRiUyQg==");
  assert.equal(server.received[0]!.body, "grant_type=client_credentials&scope=usage%3Aauthorize+usage%3Areport");
});

test("a token is used to its end while the provider is away, and not longer", async () => {
  using server = await fakeServer(token("t1", 3_600), { status: 503, body: "away" });
  let now = 0;
  const tokens = supplier(server.endpoint, () => now);
  await tokens();

  now = 3_599_999;
  assert.equal(await tokens(), "t1");
  assert.equal(await tokens(), "t1");
  assert.equal(server.received.length, 2);

  now = 3_605_000;
  await assert.rejects(tokens(), /answers 503: away/);
});

test("secrets are never sent unencrypted", () => {
  assert.throws(() => supplier("http://id.example.com", () => 0), /must begin with https/);
});
