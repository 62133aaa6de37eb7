import { BufferFullError } from "./errors.js";
import { requireIdentifier } from "./ids.js";
import { ENVELOPE_BYTES, type Line, MAX_BYTES, MAX_LINES, type Report, toJson, toReport, type Unsent } from "./report.js";
import type { Outcome, ReportSink } from "./sinks.js";

export type UsageReporterOptions = {
  /** The feature that reports, such as `/features/translation`. */
  source: string;
  sink: ReportSink;
  /** Gets each report that was not delivered, with the reason. Store its `body`, and send it again within 35 days. */
  onUnsent: (unsent: Unsent) => void | Promise<void>;
  /** How long a line waits for more lines; default 1 s. */
  lingerMillis?: number;
  /** How much may wait to be sent; default 16 MB. */
  maxBufferBytes?: number;
  /** How long a report is retried; default 15 min. */
  deliveryTimeoutMillis?: number;
  /** How long `close` goes on sending; default 10 s. */
  closeTimeoutMillis?: number;
};

type Open = { lines: string[]; bytes: number; timer: NodeJS.Timeout };
type Pending = { report: Report; bytes: number; since: number; isGivenUp: boolean };

const MAX_BATCH = 10;
const MAX_BACKOFF_MILLIS = 20_000;

/**
 * Reports usage. Create one per process, and close it on shutdown. Lines are collected into reports, one organisation
 * each; a report keeps its id through every retry, so it is booked once. Every recorded line is sent, given to
 * `onUnsent`, or still pending: none is dropped. Pending lines are in memory: a process that is killed loses those of up
 * to one second.
 */
export class UsageReporter {
  private readonly options: Required<UsageReporterOptions>;
  private readonly open = new Map<string, Open>();
  private pending: Pending[] = [];
  private bufferedBytes = 0;
  private isSending = false;
  private wakeSender = () => {};
  private readonly onProgress = new Set<() => void>();
  private closeAt: number | undefined;

  constructor(options: UsageReporterOptions) {
    if (!/^[!-~]{1,200}$/.test(options.source)) throw new TypeError("source must be 1 to 200 printable ASCII characters");
    this.options = {
      lingerMillis: 1_000, maxBufferBytes: 16 * 1024 * 1024, deliveryTimeoutMillis: 900_000, closeTimeoutMillis: 10_000, ...options,
    };
  }

  /**
   * Records lines that belong in the same report, all or none. Throws a `BufferFullError` if there is no room for them,
   * and a `TypeError` or `RangeError` if a line could never be booked. A report closes the authorizations that it names,
   * so lines that name the same one must be recorded together.
   */
  record(organisation: string, lines: Line | Line[]): void {
    if (this.closeAt !== undefined) throw new Error("the reporter is closed");
    requireIdentifier(organisation, "organisation");
    const now = Date.now();
    const texts = [lines].flat().map((line) => toJson(line, now));
    const bytes = texts.reduce((sum, text) => sum + text.length + 1, 0);
    if (texts.length < 1 || texts.length > MAX_LINES || bytes > MAX_BYTES - ENVELOPE_BYTES)
      throw new RangeError("lines that are recorded together must fit one report: 1 to 1,000 lines, 256 KB");
    if (this.bufferedBytes + bytes > this.options.maxBufferBytes) throw new BufferFullError("the buffer is full");
    this.add(organisation, texts, bytes);
  }

  private add(organisation: string, texts: string[], bytes: number): void {
    let open = this.open.get(organisation);
    if (open && (open.lines.length + texts.length > MAX_LINES || open.bytes + bytes > MAX_BYTES - ENVELOPE_BYTES)) {
      this.seal(organisation, open);
      open = undefined;
    }
    if (!open) {
      const timer = setTimeout(() => this.sealAll(organisation), this.options.lingerMillis);
      open = { lines: [], bytes: 0, timer };
      this.open.set(organisation, open);
    }
    open.lines.push(...texts);
    open.bytes += bytes;
    this.bufferedBytes += bytes;
    if (open.lines.length === MAX_LINES) this.seal(organisation, open);
  }

  private sealAll(only?: string): void {
    for (const [organisation, open] of this.open)
      if (only === undefined || only === organisation) this.seal(organisation, open);
  }

  private seal(organisation: string, open: Open): void {
    clearTimeout(open.timer);
    this.open.delete(organisation);
    const now = Date.now();
    const report = toReport(this.options.source, organisation, open.lines, now);
    this.pending.push({ report, bytes: open.bytes, since: performance.now(), isGivenUp: false });
    if (!this.isSending) void this.sendAll();
  }

  /** Sends everything recorded so far. Returns false if that takes longer; sending then goes on in the background. */
  flush(timeoutMillis: number): Promise<boolean> {
    this.sealAll();
    const awaited = new Set(this.pending);
    return new Promise((resolve) => {
      const end = (isDone: boolean) => {
        clearTimeout(timer);
        this.onProgress.delete(check);
        resolve(isDone);
      };
      const check = () => {
        if (!this.pending.some((item) => awaited.has(item))) end(true);
      };
      const timer = setTimeout(() => end(false), timeoutMillis);
      this.onProgress.add(check);
      check();
    });
  }

  /** Rejects new lines, sends what is pending, and gives the rest to `onUnsent`. Closing again has no effect. */
  async close(): Promise<void> {
    if (this.closeAt !== undefined) return;
    this.closeAt = performance.now() + this.options.closeTimeoutMillis;
    this.wakeSender();
    if (await this.flush(this.options.closeTimeoutMillis)) return;
    await this.giveUp(this.pending, "closed", "the reporter was closed before the report was delivered");
    this.wakeSender();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async sendAll(): Promise<void> {
    this.isSending = true;
    await Promise.resolve(); // until all reports that are sealed together are there
    for (let failures = 0; this.pending.length > 0; ) {
      const batch = this.takeBatch();
      const outcomes = await this.deliver(batch);
      await this.settle(batch, outcomes);
      failures = outcomes.some(({ kind }) => kind !== "retry") ? 0 : failures + 1;
      if (outcomes.some(({ kind }) => kind === "retry"))
        await this.pause(Math.random() * Math.min(100 * 2 ** Math.min(failures, 20), MAX_BACKOFF_MILLIS));
    }
    this.isSending = false;
  }

  private takeBatch(): Pending[] {
    let bytes = 0;
    const first = this.pending.findIndex(({ report }, index) => {
      bytes += report.body.length;
      return index > 0 && (index === MAX_BATCH || bytes > MAX_BYTES);
    });
    return this.pending.slice(0, first < 0 ? this.pending.length : first);
  }

  private async deliver(batch: Pending[]): Promise<Outcome[]> {
    try {
      const outcomes = await this.options.sink(batch.map(({ report }) => report));
      if (outcomes.length === batch.length) return outcomes;
      return batch.map(() => ({ kind: "retry", detail: `the sink answered ${outcomes.length} outcomes` }));
    } catch (error) {
      return batch.map(() => ({ kind: "retry", detail: String(error) }));
    }
  }

  private async settle(batch: Pending[], outcomes: Outcome[]): Promise<void> {
    for (const [index, item] of batch.entries()) {
      const { kind, detail } = outcomes[index]!;
      const isOverdue = performance.now() - item.since >= this.options.deliveryTimeoutMillis;
      if (item.isGivenUp) continue;
      if (kind === "accepted") this.remove(item);
      else if (kind === "rejected") await this.giveUp([item], "rejected", detail);
      else if (isOverdue) await this.giveUp([item], "delivery timeout", detail);
    }
  }

  /** Each report is given up once: `close` may do so while the sink still has it. */
  private async giveUp(items: Pending[], reason: Unsent["reason"], detail: string): Promise<void> {
    for (const item of items.filter(({ isGivenUp }) => !isGivenUp)) {
      item.isGivenUp = true;
      try {
        await this.options.onUnsent({ report: item.report, reason, detail });
      } catch (error) {
        console.error("onUnsent failed for a report, which is lost:", item.report.body, error);
      }
      this.remove(item);
    }
  }

  private remove(item: Pending): void {
    if (!this.pending.includes(item)) return;
    this.pending = this.pending.filter((other) => other !== item);
    this.bufferedBytes -= item.bytes;
    for (const check of [...this.onProgress]) check();
  }

  private pause(millis: number): Promise<void> {
    return new Promise((resume) => {
      const timer = setTimeout(resume, millis);
      this.wakeSender = () => {
        clearTimeout(timer);
        resume();
      };
    });
  }
}
