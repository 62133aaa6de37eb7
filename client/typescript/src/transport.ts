import { OutcomeUnknownError, type Problem, QuotaExceededError, RequestRejectedError } from "./errors.js";
import { requireSecure } from "./ids.js";
import type { TokenSupplier } from "./tokens.js";

export type Answer = { status: number; retryAfterSeconds: number | undefined; body: Record<string, unknown> };
export type Request = { method: "GET" | "POST"; path: string; key?: string; body?: unknown; isRepeat?: boolean };

const QUOTA_CODES = ["spending-limit-reached", "insufficient-credits"];
// Any other error may have been returned before the key was looked up, so it does not decide a request that may have
// taken effect.
const KEY_SPECIFIC_CODES = [
  ...QUOTA_CODES,
  "too-many-authorizations",
  "authorization-settled",
  "authorization-expired",
  "unpriced-operation",
  "idempotency-conflict",
  "not-found",
];

/** Sends a request once. Does not follow redirects, so that a token is never sent to another host. */
export async function send(
  endpoint: string, token: TokenSupplier, request: Request, timeoutMillis: number, text?: string,
): Promise<Answer> {
  const headers: Record<string, string> = {
    Authorization: `Bearer ${await token()}`,
    Accept: "application/json, application/problem+json",
  };
  if (request.key) headers["Idempotency-Key"] = request.key;
  const body = text ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(endpoint + request.path, {
    method: request.method,
    headers,
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMillis),
    ...(body === undefined ? {} : { body }),
  });
  const retryAfter = response.headers.get("Retry-After") ?? "";
  const seconds = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
  const answer: unknown = JSON.parse(await response.text());
  if (typeof answer !== "object" || answer === null) throw new Error("the answer is no object");
  return { status: response.status, retryAfterSeconds: seconds, body: answer as Record<string, unknown> };
}

/** Sends a request, byte for byte the same, until an answer is final or the time is up. */
export class Transport {
  readonly endpoint: string;
  constructor(
    endpoint: string,
    private readonly token: TokenSupplier,
    private readonly timeoutMillis: number,
    private readonly attemptMillis: number,
  ) {
    this.endpoint = requireSecure(endpoint, "the endpoint");
  }

  async execute<T extends object>(request: Request): Promise<T> {
    const end = performance.now() + this.timeoutMillis;
    let mayHaveTakenEffect = request.isRepeat ?? false;
    for (let failures = 0; ; failures++) {
      const attempt = await this.attempt(request, end);
      if ("result" in attempt) return attempt.result as T;
      const { problem, cause } = attempt;
      if (isFinal(problem, mayHaveTakenEffect)) throw finalError(problem);
      mayHaveTakenEffect = request.key !== undefined;
      const backoff = Math.random() * Math.min(100 * 2 ** failures, 2_000);
      const delay = Math.max(backoff, 1_000 * (problem.retryAfterSeconds ?? 0));
      if (performance.now() + delay >= end) throw new OutcomeUnknownError(problem, request.key, { cause });
      await new Promise((resume) => setTimeout(resume, delay));
    }
  }

  private async attempt(request: Request, end: number): Promise<{ result: object } | { problem: Problem; cause?: unknown }> {
    try {
      const timeout = Math.max(1, Math.min(this.attemptMillis, end - performance.now()));
      const { status, retryAfterSeconds, body } = await send(this.endpoint, this.token, request, timeout);
      if (status >= 200 && status < 300) return { result: body };
      const detail = String(body["detail"] ?? body["message"] ?? "");
      const problem: Problem = { ...body, status, code: String(body["code"] ?? ""), detail };
      return { problem: retryAfterSeconds === undefined ? problem : { ...problem, retryAfterSeconds } };
    } catch (cause) {
      return { problem: { status: 0, code: "no-answer", detail: String(cause) }, cause }; // lost, or unreadable
    }
  }
}

function isFinal({ status, code }: Problem, mayHaveTakenEffect: boolean): boolean {
  if (status < 400 || status === 408 || status === 429 || status >= 500) return false;
  return !mayHaveTakenEffect || KEY_SPECIFIC_CODES.includes(code);
}

function finalError(problem: Problem) {
  const isQuota = problem.status === 402 || QUOTA_CODES.includes(problem.code);
  const Kind = isQuota ? QuotaExceededError : RequestRejectedError;
  return new Kind("Not authorized, and nothing is held", problem);
}
