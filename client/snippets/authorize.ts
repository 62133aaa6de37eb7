// Asks before spending, and fails closed: whatever is not a yes is an error, and nothing may be spent.
import { v7 as newId } from "uuid";

export type Service = { endpoint: string; token: () => Promise<string> };

// key: once per intention. The error has it: whoever calls again after a lost answer passes it, or spends twice.
export async function post(service: Service, path: string, body: object, key = newId(), within = 10_000) {
  const attempt = async () => {
    const headers = { Authorization: `Bearer ${await service.token()}`, "Content-Type": "application/json", "Idempotency-Key": key };
    const call = { method: "POST", headers, body: JSON.stringify(body), redirect: "error", signal: AbortSignal.timeout(2_000) } as const;
    const answer = await fetch(service.endpoint + path, call);
    return { status: answer.status, wait: Number(answer.headers.get("Retry-After")) || 0, body: await answer.json() };
  };
  for (const end = Date.now() + within; ; ) {
    const answer = await attempt().catch((fault) => ({ status: 0, wait: 0, body: { detail: String(fault) } })); // none, or garbage
    if (answer.status === 200 || answer.status === 201) return answer.body;
    const pause = Math.max(answer.wait * 1_000, Math.random() * 500);
    const undecided = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!undecided || Date.now() + pause > end) throw Object.assign(new Error("not authorized"), answer, { key });
    await new Promise((resume) => setTimeout(resume, pause));
  }
}
