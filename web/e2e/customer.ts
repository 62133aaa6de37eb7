import { expect } from "@playwright/test";
import { dateIn, now, today, ZONE } from "./clock";

export const BASE = (): string => process.env["BASE"] ?? "";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID of now. */
export function key(): string {
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
  reference?: string;
}

/** An organisation that nobody used before, and what happens to it outside of the page. */
export class Customer {
  constructor(readonly id: string) {}

  private async token(role: string): Promise<string> {
    const answer = await fetch(`${BASE()}/local/token?organisation=${this.id}&role=${role}`);
    return (await answer.text()).trim();
  }

  private async call(
    method: string,
    path: string,
    role: string,
    body: object,
    headers = {},
  ): Promise<Record<string, unknown>> {
    const answer = await fetch(BASE() + path, {
      method,
      headers: {
        Authorization: `Bearer ${await this.token(role)}`,
        "Content-Type": "application/json",
        ...headers,
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  }

  /** Credits as an operator of the platform gives them. */
  async getsCredits(amount: string): Promise<this> {
    const adjustment = { organisation: this.id, amount, reason: "for a test" };
    await this.call("POST", "/v1/adjustments", "operator", adjustment, { "Idempotency-Key": key() });
    return this;
  }

  async setsLimits(alert: string | null, limit: string | null, to: string[] = []): Promise<this> {
    const limits = { alert_threshold: alert, allowed_limit: limit, alert_recipients: to };
    await this.call("PUT", "/v1/limits", "owner", limits, { "If-Match": "*" });
    return this;
  }

  /** A usage report of one line on the queue, as a feature sends it. It is booked a moment later. */
  async uses(operation: string, quantity: string, reference = "doc-1"): Promise<this> {
    return this.reports([{ operation, quantity, member: "usr_giulia", reference }]);
  }

  /** A usage report on the queue. It is booked as a whole, a moment later. */
  async reports(lines: Line[]): Promise<this> {
    const report = {
      specversion: "1.0",
      type: "credits.usage.v1",
      source: "/local",
      id: key(),
      subject: this.id,
      time: now().toISOString(),
      data: { lines },
    };
    const answer = await fetch(`${BASE()}/local/usage-reports`, {
      method: "POST",
      body: JSON.stringify(report),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return this;
  }

  /** Waits until what was used is booked, which is when so much is left. */
  async hasLeft(balance: string): Promise<this> {
    const left = async () => ((await this.read("/v1/usage/months/current")) as { balance: string }).balance;
    await expect.poll(left, { message: `the balance of ${this.id}` }).toBe(balance);
    return this;
  }

  /** Waits until so many uses are booked, debited or not, today or on the day that ended meanwhile. */
  async hasEntries(count: number): Promise<this> {
    const dates = [dateIn(ZONE, new Date(now().getTime() - 86_400_000)), today()];
    const entries = async () => {
      const pages = await Promise.all(dates.map((date) => this.read(`/v1/usage/days/${date}`)));
      return pages.flatMap((page) => (page as { data: unknown[] }).data).length;
    };
    await expect.poll(entries, { message: `the entries of ${this.id}` }).toBe(count);
    return this;
  }

  async hasProfile(): Promise<this> {
    await this.call("PUT", "/v1/billing_profile", "owner", PROFILE);
    return this;
  }

  /** Credits as people buy them: on the payment page, by card unless it is said otherwise. Answers the payment's id. */
  async buys(amount: string, method: "CARD" | "SEPA_UNANSWERED" | null = "CARD") {
    const opened = await this.call("POST", "/v1/top_ups", "owner", { amount }, { "Idempotency-Key": key() });
    const { id, checkout_url: url } = opened as { id: string; checkout_url: string };
    if (method !== null) await submit(url, { method, then: "close" });
    // Reading it asks Stripe, so nothing has to be waited for.
    const { status } = (await this.read(`/v1/top_ups/${id}`)) as { status: string };
    return { id, status, stripe: new URL(url).origin };
  }

  async read(path: string): Promise<unknown> {
    const headers = { Authorization: `Bearer ${await this.token("owner")}` };
    const answer = await fetch(BASE() + path, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** The address of a day with usage, the last one that there is. */
  async lastDay(): Promise<string> {
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

/** A month before the running one, as 2026-11. */
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

/** Sends a form of the payment provider's pages, as their buttons do. */
async function submit(url: string, fields: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  if (answer.status >= 400) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

/** What happens to the last payment afterwards, on the provider's dashboard. */
export async function afterwards(
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
