/** One reason why spending is blocked, as the service names it: `cause`, and amounts as strings. */
export type Blocker = { cause: string } & Record<string, string>;

/** A problem in the form of RFC 9457; `status` 0 means that there was no answer. */
export type Problem = { status: number; code: string; detail: string; retryAfterSeconds?: number } & Record<string, unknown>;

/** Everything but a granted authorization. */
export class CreditsError extends Error {
  readonly problem: Problem;
  constructor(message: string, problem: Problem, options?: ErrorOptions) {
    super(`${message}: ${problem.code || `HTTP ${problem.status}`}`, options);
    this.name = new.target.name;
    this.problem = problem;
  }
}

/** The balance (402) or the month's limit (403) is too low. Final for its key: try again with a new request. */
export class QuotaExceededError extends CreditsError {
  get blockers(): Blocker[] {
    return (this.problem["blockers"] as Blocker[] | undefined) ?? [];
  }
  get largestQuantity(): string | undefined {
    return this.problem["largest_quantity"] as string | undefined;
  }
  get quotaUrl(): string | undefined {
    return this.problem["quota_url"] as string | undefined;
  }
}

/** Any other final answer: see `problem.code`. */
export class RequestRejectedError extends CreditsError {}

/** No final answer in time. The request may have taken effect: repeat it with this key, or it is done twice. */
export class OutcomeUnknownError extends CreditsError {
  readonly idempotencyKey: string | undefined;
  constructor(problem: Problem, idempotencyKey: string | undefined, options?: ErrorOptions) {
    super("No final answer", problem, options);
    this.idempotencyKey = idempotencyKey;
  }
}

/** The reporter's buffer is full: nothing of the call was recorded. */
export class BufferFullError extends Error {
  override name = "BufferFullError";
}
