import { days } from "./clock";
import { afterwards, Customer, key } from "./customer";

/** Accounts in a state that does not depend on the day: each is made for who asks, and has used something this month. */

const somebody = () => new Customer(`seen-${key().slice(4).toLowerCase()}`);

/** 1.20 used of what was given. */
async function used(credits: string, alert: string, limit: string, left: string): Promise<Customer> {
  const customer = await somebody().getsCredits(credits);
  await customer.setsLimits(alert, limit);
  await customer.uses("query.run", "10");
  return customer.hasLeft(left);
}

export const nearAlert = () => used("100.00", "1.25", "50.00", "98.80");
export const overAlert = () => used("100.00", "1.00", "50.00", "98.80");
export const limitReached = () => used("100.00", "1.00", "1.20", "98.80");
export const noCredits = () => used("1.20", "10.00", "50.00", "0.00");

/** 0.30 and 0.10 until the limit are left, and something dearer did not fit either. */
export const limitAndCredits = async () => dearer(await used("1.50", "1.00", "1.30", "0.30"));

export const unused = () => Promise.resolve(somebody());

export async function withoutLimits(): Promise<Customer> {
  const customer = await somebody().getsCredits("100.00");
  await customer.uses("query.run", "12");
  return customer.hasLeft("98.56");
}

export async function shared(): Promise<Customer> {
  const customer = await somebody().getsCredits("100.00");
  return customer.setsLimits("10.00", "50.00");
}

/** Somebody with an entry of each kind: one was debited, one did not fit. */
export const refused = async () => dearer(await limitReached());

/** What does not fit leaves the balance as it is: that it was looked at is known by its entry. */
async function dearer(customer: Customer): Promise<Customer> {
  await customer.uses("query.run", "10", "doc-2");
  return customer.hasEntries(2);
}

/** Somebody whose payments are in every state that there is. */
export async function buyer(): Promise<Customer> {
  const customer = await somebody().hasProfile();
  for (const action of ["refund", "dispute"] as const) {
    const { id, stripe } = await customer.buys("100.00");
    await afterwards(stripe, id, action, action === "refund" ? "24.40" : "");
  }
  const { id, stripe } = await customer.buys("20.00", null);
  await afterwards(stripe, id, "expire");
  await customer.buys("300.00");
  await customer.buys("50.00", "SEPA_UNANSWERED");
  await customer.buys("10.00", null);
  return customer;
}

const made = new Map<string, Promise<Customer>>();

/** Made for the first that asks on a day, in each process of tests: looking at it does not change it. */
export function once(make: () => Promise<Customer>): Promise<Customer> {
  const name = `${make.name} ${days()}`;
  const one = made.get(name) ?? make();
  made.set(name, one);
  return one;
}
