import type { Session } from "../session/session";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** The body of a successful GET response. */
export type ResponseBody<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer B } } } };
}
  ? B
  : never;

/** An error response of the API. `status` is 0 if there was no response. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly requestId: string | undefined,
    readonly problem: Record<string, unknown> = {},
    /** The delay that the API asks for before the next attempt, if any. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${status} ${code}`);
  }

  /** The JSON pointers to the invalid fields of a 422 response. */
  get pointers(): string[] {
    const { errors } = this.problem;
    return Array.isArray(errors)
      ? (errors as { pointer?: string }[]).flatMap(({ pointer }) => pointer ?? [])
      : [];
  }

  /** Whether the outcome is unknown. Repeating the same request is safe and settles it. */
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

/** Calls the API with the token of the person who is signed in. */
export class ApiClient {
  constructor(private readonly session: Session) {}

  async get<P extends keyof paths>(
    route: P,
    { path = {}, ...call }: RequestOptions & { path?: Record<string, string> } = {},
  ): Promise<ResponseBody<P>> {
    const response = await this.call<ResponseBody<P>>(fillPath(route, path), call);
    return response.body;
  }

  async call<B>(path: string, call: RequestOptions = {}): Promise<ApiResponse<B>> {
    const response = await this.fetch(path, call);
    return { body: (await response.json().catch(throwUnreachable)) as B, headers: response.headers };
  }

  /** Returns the raw response, for bodies that are not JSON. Throws {@link ApiError} like the other methods. */
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
    const response = await fetch(path + search, request).catch(throwUnreachable);
    if (response.ok) return response;
    if (response.status === 401) this.session.expire();
    throw await toApiError(response);
  }
}

/** A connection may fail before the response or in the middle of it. */
function throwUnreachable(reason: unknown): never {
  if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
  throw new ApiError(0, "unreachable", undefined);
}

function fillPath(route: string, path: Record<string, string>): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
}

async function toApiError(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const id = text(problem["instance"]) ?? response.headers.get("apigw-requestid") ?? undefined;
  const pause = response.headers.get("retry-after") ?? "";
  const seconds = /^\d{1,9}$/.test(pause) ? Number(pause) : undefined;
  return new ApiError(response.status, text(problem["code"]) ?? "unexpected", id, problem, seconds);
}
