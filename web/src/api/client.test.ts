import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Session } from "../session/session";
import { ApiClient, ApiError } from "./client";

test("a response that breaks off counts as unreachable", async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"id":', () => response.destroy());
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  const { port } = server.address() as AddressInfo;
  const api = new ApiClient({ token: "none" } as Session);

  const error = await api.call(`http://127.0.0.1:${port}/v1/top_ups`).catch((reason: unknown) => reason);

  server.close();
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 0, code: "unreachable", isRetryable: true });
});
