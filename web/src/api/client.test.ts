import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Session } from "../session/session";
import { ApiClient, ApiError } from "./client";

test("an answer that breaks off is one that was not reached", async () => {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    answer.write('{"id":', () => answer.destroy());
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  const { port } = server.address() as AddressInfo;
  const api = new ApiClient({ token: "none" } as Session);

  const refused = await api.call(`http://127.0.0.1:${port}/v1/top_ups`).catch((reason: unknown) => reason);

  server.close();
  expect(refused).toBeInstanceOf(ApiError);
  expect(refused).toMatchObject({ status: 0, code: "unreachable", isRetryable: true });
});
