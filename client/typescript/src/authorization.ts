import { OutcomeUnknownError } from "./errors.js";
import { newId, requireQuantity } from "./ids.js";
import type { Line } from "./report.js";
import type { UsageReporter } from "./reporter.js";
import type { Transport } from "./transport.js";

/** An authorization as the service returns it. Amounts are strings in EUR. */
export type AuthorizationStatus = { id: string; status: string } & Record<string, unknown>;

/**
 * A hold on credits for one piece of work. Settle it in one way: with `capture`, or with a usage report (`report`).
 * `await using` releases it at the end of the block if it is neither.
 */
export class Authorization {
  private readonly releaseKey = newId();
  private captureKey = newId();
  private pendingCapture: string | undefined;
  private isReleaseRequested = false;
  private isSettled = false;

  /** Made by `CreditsClient.authorize`. */
  constructor(
    private readonly transport: Transport,
    private readonly organisation: string,
    readonly status: AuthorizationStatus,
  ) {}

  /** Begins with `aut_`; usage lines refer to it. */
  get id(): string {
    return this.status.id;
  }

  /** Debits what was used and releases the rest. After an `OutcomeUnknownError`, repeat it with the same quantity. */
  async capture(quantity: string): Promise<AuthorizationStatus> {
    this.requireOpen();
    if (this.pendingCapture !== undefined && this.pendingCapture !== requireQuantity(quantity))
      throw new Error(`the outcome of a capture of ${this.pendingCapture} is unknown: repeat it first`);
    const isRepeat = this.pendingCapture !== undefined;
    this.pendingCapture = requireQuantity(quantity);
    try {
      const status = await this.settle("capture", { quantity }, this.captureKey, isRepeat);
      this.isSettled = true;
      return status;
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) {
        this.pendingCapture = undefined;
        this.captureKey = newId();
      }
      throw error;
    }
  }

  /** Records lines that settle this authorization, in one report. */
  report(reporter: UsageReporter, lines: Line[]): void {
    this.requireSettleable();
    reporter.record(this.organisation, lines.map((line) => ({ ...line, authorization: this.id })));
    this.isSettled = true;
  }

  async release(): Promise<AuthorizationStatus> {
    this.requireSettleable();
    const isRepeat = this.isReleaseRequested;
    this.isReleaseRequested = true;
    const status = await this.settle("release", {}, this.releaseKey, isRepeat);
    this.isSettled = true;
    return status;
  }

  /** Releases the hold unless it is settled. A failure is ignored: the hold then expires by itself. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isSettled || this.pendingCapture !== undefined) return;
    await this.release().catch(() => {});
  }

  private settle(how: string, body: object, key: string, isRepeat: boolean): Promise<AuthorizationStatus> {
    const path = `/v1/authorizations/${this.id}/${how}`;
    return this.transport.execute({ method: "POST", path, key, isRepeat, body: { organisation: this.organisation, ...body } });
  }

  private requireSettleable(): void {
    this.requireOpen();
    if (this.pendingCapture !== undefined) throw new Error("the outcome of a capture is unknown: repeat it");
  }

  private requireOpen(): void {
    if (this.isSettled) throw new Error(`the authorization ${this.id} is settled`);
  }
}
