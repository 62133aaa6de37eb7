// Asks before spending, and fails closed: whatever is not a yes is an error, and nothing may be spent.
import { v7 as newId } from "uuid";

export type Service = { endpoint: string; token: () => Promise<string> };

export async function post(service: Service, path: string, body: object, within = 10_000) {
  const key = newId(); // once per intention, kept across attempts: a lost answer holds nothing twice
  for (const end = Date.now() + within; ; ) {
    const headers = { Authorization: `Bearer ${await service.token()}`, "Content-Type": "application/json", "Idempotency-Key": key };
    const answer = await fetch(service.endpoint + path, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(2_000) })
      .then(async (a) => ({ status: a.status, wait: Number(a.headers.get("Retry-After") ?? 0), body: await a.json() }))
      .catch((fault) => ({ status: 0, wait: 0, body: { detail: String(fault) } })); // no answer, or garbage
    if (answer.status === 200 || answer.status === 201) return answer.body;
    const pause = Math.max(answer.wait * 1_000, Math.random() * 500);
    const undecided = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!undecided || Date.now() + pause > end) throw Object.assign(new Error("not authorized"), answer);
    await new Promise((resume) => setTimeout(resume, pause));
  }
}
