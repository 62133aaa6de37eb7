import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { method: string; url: string; key: string | undefined; authorization: string | undefined; body: string };
export type Scripted = { status: number; body?: unknown; headers?: Record<string, string> };

/** Answers as scripted, the last answer for ever, and keeps what it received. */
export async function fakeServer(...script: Scripted[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      received.push({ method, url, key: headers["idempotency-key"] as string | undefined, authorization: headers.authorization, body });
      const next = script.length > 1 ? script.shift()! : script[0]!;
      response.writeHead(next.status, next.headers);
      response.end(typeof next.body === "string" ? next.body : JSON.stringify(next.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    received,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
