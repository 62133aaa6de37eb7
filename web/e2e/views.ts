import type { BrowserContext, Page } from "@playwright/test";
import { limitReached, sharedAccount, uncovered, withLimits, withoutLimits, withPayments } from "./accounts";
import type { Customer } from "./customer";
import { baseUrl, signIn } from "./fixtures";
import {
  cancelPayment,
  causeLimitsConflict,
  expireSession,
  failHistory,
  failPayments,
  goOffline,
  openDetails,
  openLastMonth,
  openLastUsedDay,
  returnFromPayment,
  searchWithoutMatch,
  signOut,
  stallHistory,
  submitInvalidAmount,
  submitInvalidLimits,
  submitInvalidProfile,
  waitForDialog,
  waitUntilLoaded,
} from "./scenarios";

/** A view in one of its states, and how to get there on the real system. */
export interface View {
  name: string;
  /** A demo organisation, or an account that is in its state on every day. Nobody is signed in without it. */
  organisation?: string | (() => Promise<Customer>);
  role?: "owner" | "member";
  path?: string;
  /** Whether `states.spec.ts` covers it. It is listed for the screenshots. */
  isCoveredByStates?: true;
  /** Whether the state needs a clock that can be advanced. */
  needsClock?: true;
  /** Brings the open page into the state. */
  then?: (page: Page, context: BrowserContext, organisation: string) => Promise<void>;
}

/** Every view in every state that it can be in. */
export const VIEWS: View[] = [
  { name: "overview", isCoveredByStates: true, organisation: "acme", then: waitUntilLoaded },
  { name: "overview of a member", organisation: "acme", role: "member", then: waitUntilLoaded },
  { name: "overview, empty", isCoveredByStates: true, organisation: "fresh", then: waitUntilLoaded },
  {
    name: "overview, near the alert",
    isCoveredByStates: true,
    organisation: "globex",
    then: waitUntilLoaded,
  },
  {
    name: "overview, over the alert",
    isCoveredByStates: true,
    organisation: "initech",
    then: waitUntilLoaded,
  },
  {
    name: "overview, limit reached",
    isCoveredByStates: true,
    organisation: "contoso",
    then: waitUntilLoaded,
  },
  { name: "overview, no credits", isCoveredByStates: true, organisation: "fabrikam", then: waitUntilLoaded },
  { name: "overview, both", isCoveredByStates: true, organisation: "northwind", then: waitUntilLoaded },
  { name: "overview of last month", organisation: "acme", path: "/", then: openLastMonth },
  { name: "history", isCoveredByStates: true, organisation: "acme", path: "/history", then: waitUntilLoaded },
  {
    name: "history, empty",
    isCoveredByStates: true,
    organisation: "fresh",
    path: "/history",
    then: waitUntilLoaded,
  },
  { name: "day", organisation: "acme", then: openLastUsedDay },
  { name: "day with details", organisation: "acme", then: openDetails },
  { name: "day with refusals", organisation: uncovered, then: openLastUsedDay },
  { name: "day, nothing found", organisation: "acme", then: searchWithoutMatch },
  { name: "pricing", isCoveredByStates: true, organisation: "acme", path: "/pricing", then: waitUntilLoaded },
  { name: "pricing, nothing found", organisation: "acme", path: "/pricing?q=xyz", then: waitUntilLoaded },
  {
    name: "limits",
    isCoveredByStates: true,
    organisation: "acme",
    path: "/?dialog=limits",
    then: waitForDialog,
  },
  { name: "limits, refused", organisation: "acme", path: "/?dialog=limits", then: submitInvalidLimits },
  {
    name: "quota, limit reached",
    organisation: limitReached,
    role: "member",
    path: "/quota-exceeded",
    then: waitUntilLoaded,
  },
  {
    name: "quota, no credits",
    isCoveredByStates: true,
    organisation: "fabrikam",
    path: "/quota-exceeded",
    then: waitUntilLoaded,
  },
  {
    name: "quota, both",
    isCoveredByStates: true,
    organisation: "northwind",
    path: "/quota-exceeded",
    then: waitUntilLoaded,
  },
  {
    name: "quota, nothing",
    isCoveredByStates: true,
    organisation: "acme",
    path: "/quota-exceeded",
    then: waitUntilLoaded,
  },
  { name: "not found", organisation: "acme", path: "/nowhere", then: waitUntilLoaded },
  { name: "loading", isCoveredByStates: true, organisation: "acme", path: "/pricing", then: stallHistory },
  { name: "fault", isCoveredByStates: true, organisation: "acme", path: "/pricing", then: failHistory },
  { name: "offline", isCoveredByStates: true, organisation: "acme", then: goOffline },
  { name: "session ended", organisation: "acme", needsClock: true, then: expireSession },
  { name: "signed out", organisation: "acme", then: signOut },
  {
    name: "alerts",
    isCoveredByStates: true,
    organisation: "contoso",
    path: "/alerts",
    then: waitUntilLoaded,
  },
  { name: "alerts, empty", organisation: "fresh", role: "member", path: "/alerts", then: waitUntilLoaded },
  {
    name: "quota, one use",
    organisation: "acme",
    path: "/quota-exceeded?operation=query.run&quantity=1000000",
    then: waitUntilLoaded,
  },
  { name: "overview without limits", organisation: withoutLimits, then: waitUntilLoaded },
  { name: "payments", organisation: withPayments, path: "/payments", then: waitUntilLoaded },
  { name: "payments, returned", organisation: withPayments, then: returnFromPayment },
  { name: "payments, cancelled", organisation: withPayments, then: cancelPayment },
  { name: "payments, fault", isCoveredByStates: true, organisation: "acme", then: failPayments },
  {
    name: "limits, in conflict",
    organisation: withLimits,
    path: "/?dialog=limits",
    then: causeLimitsConflict,
  },
  {
    name: "payments, empty",
    isCoveredByStates: true,
    organisation: "fresh",
    path: "/payments",
    then: waitUntilLoaded,
  },
  { name: "balance", isCoveredByStates: true, organisation: "acme", path: "/balance", then: waitUntilLoaded },
  {
    name: "payments, filtered",
    organisation: withPayments,
    path: "/payments?status=paid",
    then: waitUntilLoaded,
  },
  {
    name: "payments of a member",
    organisation: "acme",
    role: "member",
    path: "/payments",
    then: waitUntilLoaded,
  },
  {
    name: "top up",
    isCoveredByStates: true,
    organisation: "acme",
    path: "/?dialog=top-up",
    then: waitForDialog,
  },
  {
    name: "top up at a reached limit",
    isCoveredByStates: true,
    organisation: "contoso",
    path: "/?dialog=top-up",
    then: waitForDialog,
  },
  { name: "top up, refused", organisation: "acme", path: "/?dialog=top-up", then: submitInvalidAmount },
  {
    name: "billing profile",
    isCoveredByStates: true,
    organisation: "acme",
    path: "/payments?dialog=billing",
    then: waitForDialog,
  },
  {
    name: "billing profile, refused",
    organisation: "fresh",
    path: "/payments?dialog=billing",
    then: submitInvalidProfile,
  },
  { name: "sign in" },
];

export async function openView(page: Page, context: BrowserContext, view: View): Promise<void> {
  if (view.organisation === undefined) {
    await page.goto(baseUrl());
    await page.waitForURL(/\/oidc\/authorize/);
    return;
  }
  const { organisation } = view;
  const id = typeof organisation === "string" ? organisation : (await sharedAccount(organisation)).id;
  if (view.needsClock) await page.clock.install();
  await signIn(page, id, view.role ?? "owner", view.path ?? "/");
  await view.then?.(page, context, id);
}
