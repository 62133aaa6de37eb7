import { expect } from "@playwright/test";
import { setTimeout } from "node:timers/promises";
import { dateIn, now, today, DEFAULT_ZONE } from "./clock";

export const baseUrl = (): string => process.env["BASE"] ?? "";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new ULID with the current time of the system under test. */
export function ulid(): string {
  let time = BigInt(now().getTime());
  let text = "";
  for (let digit = 0; digit < 10; digit++, time /= 32n) text = ALPHABET.charAt(Number(time % 32n)) + text;
  for (let digit = 0; digit < 16; digit++) text += ALPHABET.charAt(Math.floor(Math.random() * 32));
  return text;
}

/** One use of one operation. */
export interface Line {
  operation: string;
  quantity: string;
  member?: string;
  at?: string;
  reference?: string;
}

/** An organisation, and what happens to it outside of the page. */
export class Customer {
  constructor(readonly id: string) {}

  async token(role: string): Promise<string> {
    const organisation = role === "operator" ? "platform" : this.id;
    const answer = await fetch(`${baseUrl()}/local/token?organisation=${organisation}&role=${role}`);
    return (await answer.text()).trim();
  }

  private async call(
    method: string,
    path: string,
    role: string,
    body: object,
    headers = {},
  ): Promise<Record<string, unknown>> {
    const request = {
      method,
      headers: {
        Authorization: `Bearer ${await this.token(role)}`,
        "Content-Type": "application/json",
        ...headers,
      },
      body: JSON.stringify(body),
    };
    let answer = await fetch(baseUrl() + path, request);
    // On a busy machine a call may not be done in its time. It is repeated as any client does, with the same key.
    while (answer.status === 503) {
      await setTimeout(1_000 * Number(answer.headers.get("retry-after") ?? 1));
      answer = await fetch(baseUrl() + path, request);
    }
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  }

  /** Adds credits as an operator of the platform does. */
  async addCredits(amount: string, reason = "for a test"): Promise<this> {
    const adjustment = { organisation: this.id, amount, reason, create: true };
    await this.call("POST", "/v1/adjustments", "operator", adjustment, { "Idempotency-Key": ulid() });
    return this;
  }

  async setLimits(alert: string | null, limit: string | null, to: string[] = []): Promise<this> {
    const limits = { alert_threshold: alert, allowed_limit: limit, alert_recipients: to };
    await this.call("PUT", "/v1/limits", "owner", limits, { "If-Match": "*" });
    return this;
  }

  /** Puts a usage report with one line on the queue, as a feature does. It is booked a moment later. */
  async use(operation: string, quantity: string, reference = "doc-1"): Promise<this> {
    return this.sendReport([{ operation, quantity, member: "usr_giulia", reference }]);
  }

  /** Puts a usage report on the queue, and waits until it is booked; what does not fit is uncovered (402). */
  async sendReport(lines: Line[]): Promise<this> {
    const report = {
      specversion: "1.0",
      type: "credits.usage.v1",
      source: "/local",
      id: ulid(),
      subject: this.id,
      time: now().toISOString(),
      data: { lines },
    };
    const answer = await fetch(`${baseUrl()}/local/usage-reports`, {
      method: "POST",
      body: JSON.stringify(report),
    });
    if (!answer.ok && answer.status !== 402) throw new Error(await answer.text());
    return this;
  }

  /** Waits until the balance is this amount, that is, until the reported usage is booked. */
  async waitForBalance(balance: string): Promise<this> {
    const left = async () => ((await this.read("/v1/usage/months/current")) as { balance: string }).balance;
    await expect.poll(left, { message: `the balance of ${this.id}` }).toBe(balance);
    return this;
  }

  /** Waits until this many alerts were sent, or would have been with recipients. */
  async waitForAlerts(count: number): Promise<this> {
    const sent = async () => ((await this.read("/v1/alerts")) as { data: unknown[] }).data.length;
    await expect.poll(sent, { message: `the alerts of ${this.id}` }).toBe(count);
    return this;
  }

  /** Waits until today and yesterday together have this many entries, debited or not. */
  async waitForEntries(count: number): Promise<this> {
    const dates = [dateIn(DEFAULT_ZONE, new Date(now().getTime() - 86_400_000)), today()];
    const entries = async () => {
      const pages = await Promise.all(dates.map((date) => this.read(`/v1/usage/days/${date}`)));
      return pages.flatMap((page) => (page as { data: unknown[] }).data).length;
    };
    await expect.poll(entries, { message: `the entries of ${this.id}` }).toBe(count);
    return this;
  }

  async rename(name: string): Promise<this> {
    await this.call("PUT", "/v1/organisation", "owner", { name, time_zone: DEFAULT_ZONE });
    return this;
  }

  async saveBillingProfile(changes = {}): Promise<this> {
    await this.call("PUT", "/v1/billing_profile", "owner", { ...PROFILE, ...changes });
    return this;
  }

  /** Buys credits on the payment page. With `null` as the method, the page is left unpaid. */
  async buy(amount: string, method: "CARD" | "SEPA_UNANSWERED" | null = "CARD") {
    const opened = await this.call("POST", "/v1/top_ups", "owner", { amount }, { "Idempotency-Key": ulid() });
    const { id, checkout_url: url } = opened as { id: string; checkout_url: string };
    if (method !== null) await submit(url, { method, then: "close" });
    // Reading the top-up makes the API ask Stripe, so there is nothing to wait for.
    const { status } = (await this.read(`/v1/top_ups/${id}`)) as { status: string };
    return { id, status, stripe: new URL(url).origin };
  }

  async read(path: string): Promise<unknown> {
    const headers = { Authorization: `Bearer ${await this.token("owner")}` };
    const answer = await fetch(baseUrl() + path, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** All parts of a list as CSV. */
  async readCsv(path: string, role = "owner"): Promise<string> {
    const headers = { Authorization: `Bearer ${await this.token(role)}`, Accept: "text/csv" };
    let text = "";
    for (let next: string | undefined = path; next !== undefined;) {
      const answer: Response = await fetch(baseUrl() + next, { headers });
      if (!answer.ok) throw new Error(`${next}: ${answer.status} ${await answer.text()}`);
      text += await answer.text();
      const [, query] = /<(\?[^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "") ?? [];
      next = query === undefined ? undefined : path.split("?")[0] + query;
    }
    return text;
  }

  /** The addresses of the e-mails to the customer's people, newest first. */
  async mails(): Promise<string[]> {
    const mailbox = await (await fetch(`${baseUrl()}/local/mailbox`)).text();
    const own = mailbox.split("<li>").filter((mail) => mail.includes(`@${this.id}.example:`));
    return own.map((mail) => baseUrl() + (/href="([^"]+)"/.exec(mail)?.[1] ?? ""));
  }

  /** The path of the last day with usage, in this month or the one before. */
  async lastUsedDay(): Promise<string> {
    const [current = "", before] = [0, 1].map((back) => monthsBack(back));
    for (const month of [current, before]) {
      const { days } = (await this.read(`/v1/usage/months/${month}`)) as { days: Day[] };
      const used = days.filter(({ operations }) => operations > 0).map(({ date }) => date);
      const last = used.sort().at(-1);
      if (last) return `/day/${last}`;
    }
    throw new Error(`${this.id} used nothing in ${current} and the month before`);
  }
}

interface Day {
  date: string;
  operations: number;
}

/** The month that lies this many months before the current one, such as 2026-11. */
export function monthsBack(months: number): string {
  const [year = 0, month = 0] = today().split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7);
}

const PROFILE = {
  legal_name: "Acme S.r.l.",
  address: {
    line1: "Via Roma 1",
    line2: null,
    postal_code: "20121",
    city: "Milano",
    region: null,
    country: "IT",
  },
  vat_id: null,
  language: "en",
  email: "accounts@acme.example",
};

/** Submits a form of the payment provider, as the buttons of its pages do. */
async function submit(url: string, fields: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  if (answer.status >= 400) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

/** Refunds, disputes, expires or confirms a payment on the provider's dashboard. */
export async function applyDashboardAction(
  stripe: string,
  payment: string,
  action: "refund" | "dispute" | "expire" | "honour",
  amount = "",
): Promise<void> {
  const page = await (await fetch(stripe)).text();
  const row = page.split('<li class="payment">').find((item) => item.includes(payment)) ?? "";
  const pattern = new RegExp(`name="id" value="([^"]+)">(?:(?!</form>)[\\s\\S])*value="${action}"`);
  const [, id] = pattern.exec(row) ?? [];
  if (!id) throw new Error(`nothing to ${action} in ${row}`);
  await submit(`${stripe}/control`, { id, action, amount });
}
