import type { Session } from "../session/session";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** The body of a route's good answer to GET. */
export type ResponseBody<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer B } } } };
}
  ? B
  : never;

/** What the API refused, or that it was not reached: then `status` is 0. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly requestId: string | undefined,
    readonly problem: Record<string, unknown> = {},
    /** How long the API asks us to wait, if it does. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${status} ${code}`);
  }

  /** The parts of the body that a 422 is about, as JSON pointers. */
  get pointers(): string[] {
    const { errors } = this.problem;
    return Array.isArray(errors)
      ? (errors as { pointer?: string }[]).flatMap(({ pointer }) => pointer ?? [])
      : [];
  }

  /** Undecided: the same call again tells the truth. */
  get isRetryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface ApiResponse<B> {
  body: B;
  headers: Headers;
}

interface RequestOptions {
  method?: "GET" | "POST" | "PUT";
  query?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

/** The API, spoken to as whoever is signed in. */
export class ApiClient {
  constructor(private readonly session: Session) {}

  async get<P extends keyof paths>(
    route: P,
    { path = {}, ...call }: RequestOptions & { path?: Record<string, string> } = {},
  ): Promise<ResponseBody<P>> {
    const answer = await this.call<ResponseBody<P>>(fillPath(route, path), call);
    return answer.body;
  }

  async call<B>(path: string, call: RequestOptions = {}): Promise<ApiResponse<B>> {
    const answer = await this.fetch(path, call);
    return { body: (await answer.json().catch(throwUnreachable)) as B, headers: answer.headers };
  }

  /** The bare answer, for what is not JSON. Throws {@link Refused} like all others. */
  async fetch(
    path: string,
    { method = "GET", query = {}, headers = {}, body, signal }: RequestOptions,
  ): Promise<Response> {
    const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
    const request: RequestInit = {
      method,
      headers: {
        Authorization: `Bearer ${this.session.token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    };
    const answer = await fetch(path + search, request).catch(throwUnreachable);
    if (answer.ok) return answer;
    if (answer.status === 401) this.session.expire();
    throw await toApiError(answer);
  }
}

/** A connection can be lost before the answer or in the midst of it. */
function throwUnreachable(reason: unknown): never {
  if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
  throw new ApiError(0, "unreachable", undefined);
}

function fillPath(route: string, path: Record<string, string>): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
}

async function toApiError(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const id = text(problem["instance"]) ?? answer.headers.get("apigw-requestid") ?? undefined;
  const pause = answer.headers.get("retry-after") ?? "";
  const seconds = /^\d{1,9}$/.test(pause) ? Number(pause) : undefined;
  return new ApiError(answer.status, text(problem["code"]) ?? "unexpected", id, problem, seconds);
}
