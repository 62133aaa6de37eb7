import { currentDates } from "./clock";
import { applyDashboardAction, Customer, ulid } from "./customer";

/** Accounts in a known state on every day of the calendar. Each call creates a new account. */

const newCustomer = () => new Customer(`seen-${ulid().slice(4).toLowerCase()}`);

/** An account that has used 1.20 this month. */
async function withUsage(credits: string, alert: string, limit: string, balance: string): Promise<Customer> {
  const customer = await newCustomer().addCredits(credits);
  await customer.setLimits(alert, limit);
  await customer.use("query.run", "10");
  return customer.waitForBalance(balance);
}

export const nearAlert = () => withUsage("100.00", "1.25", "50.00", "98.80");
export const overAlert = () => withUsage("100.00", "1.00", "50.00", "98.80");
export const limitReached = () => withUsage("100.00", "1.00", "1.20", "98.80");
export const noCredits = () => withUsage("1.20", "10.00", "50.00", "0.00");

/** A balance of 0.30 and 0.10 left until the limit, both too little for the last use. */
export const limitAndCredits = async () => addUncoveredUse(await withUsage("1.50", "1.00", "1.30", "0.30"));

export const unused = () => Promise.resolve(newCustomer());

export async function withoutLimits(): Promise<Customer> {
  const customer = await newCustomer().addCredits("100.00");
  await customer.use("query.run", "12");
  return customer.waitForBalance("98.56");
}

export async function withLimits(): Promise<Customer> {
  const customer = await newCustomer().addCredits("100.00");
  return customer.setLimits("10.00", "50.00");
}

/** An account whose entries are the widest that the price list allows: long names, quantities and costs. */
export async function wideEntries(): Promise<Customer> {
  const customer = await newCustomer().addCredits("10000.00");
  const lines = [
    ["document.question", "123456789"],
    ["summary.mail-thread", "98765432.1"],
    ["index.storage", "123456.78"],
    ["chat.input", "999999999"],
    ["query.follow-up", "12345"],
  ] as const;
  await customer.sendReport(
    lines.map(([operation, quantity]) => ({ operation, quantity, member: "usr_giulia", reference: "doc-1" })),
  );
  return customer.waitForEntries(lines.length);
}

/** An account with one debited and one uncovered entry. */
export const uncovered = async () => addUncoveredUse(await limitReached());

/** Adds a use that does not fit. It leaves the balance as it is, so only its entry shows that it was booked. */
async function addUncoveredUse(customer: Customer): Promise<Customer> {
  await customer.use("query.run", "10", "doc-2");
  return customer.waitForEntries(2);
}

/** An account with a payment in every status. */
export async function withPayments(): Promise<Customer> {
  const customer = await newCustomer().saveBillingProfile();
  for (const action of ["refund", "dispute"] as const) {
    const { id, stripe } = await customer.buy("100.00");
    await applyDashboardAction(stripe, id, action, action === "refund" ? "24.40" : "");
  }
  const { id, stripe } = await customer.buy("20.00", null);
  await applyDashboardAction(stripe, id, "expire");
  await customer.buy("300.00");
  await customer.buy("50.00", "SEPA_UNANSWERED");
  await customer.buy("10.00", null);
  return customer;
}

const cache = new Map<string, Promise<Customer>>();

/** An account that tests of this process share for the rest of the day. They may look at it but not change it. */
export function sharedAccount(create: () => Promise<Customer>): Promise<Customer> {
  const key = `${create.name} ${currentDates()}`;
  const account = cache.get(key) ?? create();
  cache.set(key, account);
  return account;
}
