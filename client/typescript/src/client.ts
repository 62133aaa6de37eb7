import { Authorization, type AuthorizationStatus } from "./authorization.js";
import { newId, requireIdentifier, requireQuantity } from "./ids.js";
import type { TokenSupplier } from "./tokens.js";
import { Transport } from "./transport.js";

export type CreditsClientOptions = {
  /** Such as `https://credits.example.com`; unencrypted only on this machine. */
  endpoint: string;
  /** Gives tokens with the permission `usage:authorize`. */
  token: TokenSupplier;
  /** How long a request is retried until an answer is final; default 10 s. */
  timeoutMillis?: number;
  /** How long one attempt may take; default 2 s. */
  attemptMillis?: number;
};

export type AuthorizationRequest = {
  operation: string;
  /** The most that the work may need, as a string such as `"1250"`. */
  quantity: string;
  /** 1 to 86,400; default 900. */
  expiresInSeconds?: number;
  member?: string;
  reference?: string;
  /** The key of an `OutcomeUnknownError`, to repeat its request. */
  idempotencyKey?: string;
};

/**
 * Authorizes spending before it happens. Fails closed: it throws a `CreditsError` unless the authorization is granted.
 * Timeouts, 429 and 5xx are retried with the same idempotency key, so a lost answer neither holds nor debits twice.
 */
export class CreditsClient {
  private readonly transport: Transport;

  constructor({ endpoint, token, timeoutMillis = 10_000, attemptMillis = 2_000 }: CreditsClientOptions) {
    this.transport = new Transport(endpoint, token, timeoutMillis, attemptMillis);
  }

  /** Holds the most that the request may cost, until it is captured, released, or expires. */
  async authorize(organisation: string, request: AuthorizationRequest): Promise<Authorization> {
    return new Authorization(this.transport, organisation, await this.post(organisation, request, false));
  }

  /** Debits the cost of the request at once, for work whose cost is known in advance. */
  debit(organisation: string, request: AuthorizationRequest): Promise<AuthorizationStatus> {
    return this.post(organisation, request, true);
  }

  /** What the organisation can spend now, and what an operation would cost it. Holds nothing. */
  quota(organisation: string, use?: { operation: string; quantity: string }): Promise<{ allowed: boolean } & Record<string, unknown>> {
    const query = new URLSearchParams({ organisation: requireIdentifier(organisation, "organisation"), ...use });
    return this.transport.execute({ method: "GET", path: `/v1/quota?${query}` });
  }

  private async post(organisation: string, request: AuthorizationRequest, capture: boolean): Promise<AuthorizationStatus> {
    const { operation, quantity, expiresInSeconds, member, reference, idempotencyKey } = request;
    const body = {
      organisation: requireIdentifier(organisation, "organisation"),
      operation: requireIdentifier(operation, "operation"),
      quantity: requireQuantity(quantity),
      ...(capture ? {} : { expires_in: expiresInSeconds ?? 900 }),
      capture,
      ...(member === undefined ? {} : { member: requireIdentifier(member, "member") }),
      ...(reference === undefined ? {} : { reference: requireIdentifier(reference, "reference") }),
    };
    const key = idempotencyKey ?? newId();
    return this.transport.execute({ method: "POST", path: "/v1/authorizations", key, isRepeat: idempotencyKey !== undefined, body });
  }
}
