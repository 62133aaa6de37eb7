// Authorizes spending before it happens. Fails closed: it throws unless the authorization is granted.
import { v7 as newId } from "uuid";

export type Service = { endpoint: string; token: () => Promise<string> };
const SAFE = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$))/;
// key: one per operation. The error carries it: repeat a request whose response was lost with it, or you spend twice.
export async function post(service: Service, path: string, body: object, key = newId(), timeoutMillis = 10_000) {
  if (!SAFE.test(service.endpoint)) throw new Error("endpoint must be https"); // never send a token unencrypted
  const attempt = async () => {
    const headers = { Authorization: `Bearer ${await service.token()}`, "Content-Type": "application/json", "Idempotency-Key": key };
    const signal = AbortSignal.timeout(2_000);
    const response = await fetch(service.endpoint + path, { method: "POST", headers, body: JSON.stringify(body), redirect: "error", signal });
    return { status: response.status, retryAfter: Number(response.headers.get("Retry-After")) || 0, body: await response.json() };
  };
  for (const end = Date.now() + timeoutMillis; ; ) {
    const response = await attempt().catch((error) => ({ status: 0, retryAfter: 0, body: { detail: String(error) } })); // lost or unreadable
    if (response.status === 200 || response.status === 201) return response.body;
    const delay = Math.max(response.retryAfter * 1_000, Math.random() * 500);
    const isFinal = response.status !== 0 && response.status !== 429 && response.status < 500;
    if (isFinal || Date.now() + delay > end) throw Object.assign(new Error("not authorized"), response, { key });
    await new Promise((resume) => setTimeout(resume, delay));
  }
}
