import { test as base, expect, type Page } from "@playwright/test";

export { expect };

export const BASE = (): string => process.env["BASE"] ?? "";

type Role = "owner" | "member";

/** Signs in as the provider's page offers it, and comes to where one wanted to be. */
export async function signIn(
  page: Page,
  organisation: string,
  role: Role = "owner",
  path = "/",
): Promise<void> {
  await page.goto(BASE() + path);
  await page.waitForURL(/\/oidc\/authorize/);
  const known = page.locator("form", { has: page.locator(`input[value="${organisation}"]`) });
  if ((await known.count()) > 0) await known.locator(`button[value=${role}]`).click();
  else {
    await page.getByText("Another organisation").click();
    await page.getByLabel("Organisation", { exact: true }).fill(organisation);
    await page.getByLabel("Role").selectOption(role);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  await page.waitForURL((url) => !url.pathname.startsWith("/oidc") && url.pathname !== "/signed-in");
  await page.locator("footer").waitFor();
}

/** An organisation that nobody used before, and what happens to it outside of the page. */
export class Customer {
  constructor(readonly id: string) {}

  private async token(role: string): Promise<string> {
    const answer = await fetch(`${BASE()}/local/token?organisation=${this.id}&role=${role}`);
    return (await answer.text()).trim();
  }

  private async call(method: string, path: string, role: string, body: object, headers = {}): Promise<void> {
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
  }

  /** Credits as an operator of the platform gives them. */
  async getsCredits(amount: string): Promise<this> {
    const adjustment = { organisation: this.id, amount, reason: "for a test" };
    await this.call("POST", "/v1/adjustments", "operator", adjustment, { "Idempotency-Key": key() });
    return this;
  }

  async setsLimits(alert: string | null, limit: string | null): Promise<this> {
    const limits = { alert_threshold: alert, allowed_limit: limit, alert_recipients: [] };
    await this.call("PUT", "/v1/limits", "owner", limits, { "If-Match": "*" });
    return this;
  }

  /** A usage report on the queue, as a feature sends it. It is booked a moment later. */
  async uses(operation: string, quantity: string, reference = "doc-1"): Promise<this> {
    const query = new URLSearchParams({
      organisation: this.id,
      operation,
      quantity,
      member: "usr_giulia",
      reference,
    });
    const answer = await fetch(`${BASE()}/local/usage-reports?${query}`, { method: "POST" });
    if (!answer.ok) throw new Error(await answer.text());
    return this;
  }
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID of now. */
export function key(): string {
  let time = BigInt(Date.now());
  let text = "";
  for (let digit = 0; digit < 10; digit++, time /= 32n) text = ALPHABET.charAt(Number(time % 32n)) + text;
  for (let digit = 0; digit < 16; digit++) text += ALPHABET.charAt(Math.floor(Math.random() * 32));
  return text;
}

interface Fixtures {
  customer: Customer;
  faults: string[];
}

/** Every test fails on an error in the browser's console: a broken content security policy is one. */
export const test = base.extend<Fixtures & { watch: void }>({
  // eslint-disable-next-line no-empty-pattern
  customer: async ({}, use) => use(new Customer(`e2e-${key().slice(4).toLowerCase()}`)),
  // eslint-disable-next-line no-empty-pattern
  faults: async ({}, use) => use([]),
  watch: [
    async ({ page, faults }, use) => {
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        // What the network refuses is part of some tests, and is told here too.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          faults.push(message.text());
      });
      await use();
      expect(faults, "errors in the console").toEqual([]);
    },
    { auto: true },
  ],
});
