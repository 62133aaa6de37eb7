import type { BrowserContext, Page } from "@playwright/test";
import { buyer, limitReached, once, refused, shared, withoutLimits } from "./accounts";
import type { Customer } from "./customer";
import { BASE, signIn } from "./test";
import {
  settled,
  conflict,
  returned,
  cancelled,
  paymentsFault,
  lastMonth,
  lastDay,
  details,
  nothingFound,
  dialog,
  wrongLimits,
  wrongAmount,
  wrongProfile,
  loading,
  fault,
  offline,
  ended,
  signedOut,
} from "./scenarios";

/** A view in one of its states, and how one comes to see it on the real system. */
export interface View {
  name: string;
  /** A demo organisation, or one that is in a state on every day. */
  organisation?: string | (() => Promise<Customer>);
  role?: "owner" | "member";
  path?: string;
  /** One of those that `states.spec.ts` looks at in every account; it is listed to be seen. */
  isInEveryAccount?: true;
  /** Time is made to pass. */
  needsClock?: true;
  /** What is done once it is there. */
  then?: (page: Page, context: BrowserContext, organisation: string) => Promise<void>;
}

/** Every view, and every state that it can be in. */
export const VIEWS: View[] = [
  { name: "overview", isInEveryAccount: true, organisation: "acme", then: settled },
  { name: "overview of a member", organisation: "acme", role: "member", then: settled },
  { name: "overview, empty", isInEveryAccount: true, organisation: "fresh", then: settled },
  { name: "overview, near the alert", isInEveryAccount: true, organisation: "globex", then: settled },
  { name: "overview, over the alert", isInEveryAccount: true, organisation: "initech", then: settled },
  { name: "overview, limit reached", isInEveryAccount: true, organisation: "contoso", then: settled },
  { name: "overview, no credits", isInEveryAccount: true, organisation: "fabrikam", then: settled },
  { name: "overview, both", isInEveryAccount: true, organisation: "northwind", then: settled },
  { name: "overview of last month", organisation: "acme", path: "/", then: lastMonth },
  { name: "history", isInEveryAccount: true, organisation: "acme", path: "/history", then: settled },
  { name: "history, empty", isInEveryAccount: true, organisation: "fresh", path: "/history", then: settled },
  { name: "day", organisation: "acme", then: lastDay },
  { name: "day with details", organisation: "acme", then: details },
  { name: "day with refusals", organisation: refused, then: lastDay },
  { name: "day, nothing found", organisation: "acme", then: nothingFound },
  { name: "pricing", isInEveryAccount: true, organisation: "acme", path: "/pricing", then: settled },
  { name: "pricing, nothing found", organisation: "acme", path: "/pricing?q=xyz", then: settled },
  { name: "limits", isInEveryAccount: true, organisation: "acme", path: "/?dialog=limits", then: dialog },
  { name: "limits, refused", organisation: "acme", path: "/?dialog=limits", then: wrongLimits },
  {
    name: "quota, limit reached",
    organisation: limitReached,
    role: "member",
    path: "/quota-exceeded",
    then: settled,
  },
  {
    name: "quota, no credits",
    isInEveryAccount: true,
    organisation: "fabrikam",
    path: "/quota-exceeded",
    then: settled,
  },
  {
    name: "quota, both",
    isInEveryAccount: true,
    organisation: "northwind",
    path: "/quota-exceeded",
    then: settled,
  },
  {
    name: "quota, nothing",
    isInEveryAccount: true,
    organisation: "acme",
    path: "/quota-exceeded",
    then: settled,
  },
  { name: "not found", organisation: "acme", path: "/nowhere", then: settled },
  { name: "loading", isInEveryAccount: true, organisation: "acme", path: "/pricing", then: loading },
  { name: "fault", isInEveryAccount: true, organisation: "acme", path: "/pricing", then: fault },
  { name: "offline", isInEveryAccount: true, organisation: "acme", then: offline },
  { name: "session ended", organisation: "acme", needsClock: true, then: ended },
  { name: "signed out", organisation: "acme", then: signedOut },
  { name: "alerts", isInEveryAccount: true, organisation: "contoso", path: "/alerts", then: settled },
  { name: "alerts, empty", organisation: "fresh", role: "member", path: "/alerts", then: settled },
  {
    name: "quota, one use",
    organisation: "acme",
    path: "/quota-exceeded?operation=query.run&quantity=1000000",
    then: settled,
  },
  { name: "overview without limits", organisation: withoutLimits, then: settled },
  { name: "payments", organisation: buyer, path: "/payments", then: settled },
  { name: "payments, returned", organisation: buyer, then: returned },
  { name: "payments, cancelled", organisation: buyer, then: cancelled },
  { name: "payments, fault", isInEveryAccount: true, organisation: "acme", then: paymentsFault },
  { name: "limits, in conflict", organisation: shared, path: "/?dialog=limits", then: conflict },
  {
    name: "payments, empty",
    isInEveryAccount: true,
    organisation: "fresh",
    path: "/payments",
    then: settled,
  },
  { name: "payments of a member", organisation: "acme", role: "member", path: "/payments", then: settled },
  { name: "top up", isInEveryAccount: true, organisation: "acme", path: "/?dialog=top-up", then: dialog },
  {
    name: "top up at a reached limit",
    isInEveryAccount: true,
    organisation: "contoso",
    path: "/?dialog=top-up",
    then: dialog,
  },
  { name: "top up, refused", organisation: "acme", path: "/?dialog=top-up", then: wrongAmount },
  {
    name: "billing profile",
    isInEveryAccount: true,
    organisation: "acme",
    path: "/payments?dialog=billing",
    then: dialog,
  },
  {
    name: "billing profile, refused",
    organisation: "fresh",
    path: "/payments?dialog=billing",
    then: wrongProfile,
  },
  { name: "sign in" },
];

export async function show(page: Page, context: BrowserContext, view: View): Promise<void> {
  if (view.organisation === undefined) {
    await page.goto(BASE());
    await page.waitForURL(/\/oidc\/authorize/);
    return;
  }
  const { organisation } = view;
  const id = typeof organisation === "string" ? organisation : (await once(organisation)).id;
  if (view.needsClock) await page.clock.install();
  await signIn(page, id, view.role ?? "owner", view.path ?? "/");
  await view.then?.(page, context, id);
}
