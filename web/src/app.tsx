import type { ComponentType } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { QueryClientProvider, type QueryClient } from "@tanstack/preact-query";
import { whenIdle } from "./idle";
import {
  setDocumentLanguage,
  I18nProvider,
  loadLanguage,
  rememberLanguage,
  useI18n,
  type I18n,
  type Language,
  type Messages,
} from "./i18n/i18n";
import { lazy } from "./lazy";
import { useMember } from "./member";
import { Dialog } from "./components/dialog";
import { Deferred } from "./components/deferred";
import { LiveRegions } from "./components/announcer";
import { Page } from "./components/page";
import { MonthSummarySkeleton } from "./components/month-summary";
import { Loading } from "./components/state";
import { useDialog } from "./query-state";
import { useAddress } from "./router";
import { ServicesContext, type Services } from "./services";
import { Shell } from "./shell";
import { NotFoundView } from "./views/not-found";
import { OverviewView } from "./views/overview";

/** If its script cannot be loaded, a view still has a heading, and a dialog can still be closed. */
const lazyView = <P extends object>(load: () => Promise<ComponentType<P>>, title: (t: Messages) => string) =>
  lazy(load, (failed, t) => <Page title={title(t)}>{failed}</Page>);
const lazyDialog = (load: () => Promise<ComponentType<{ close: () => void }>>) =>
  lazy(load, (failed, t, { close }) => (
    <Dialog title={t.product} close={close}>
      {failed}
    </Dialog>
  ));

const AlertsView = lazyView(
  async () => (await import("./views/alerts")).AlertsView,
  (t) => t.alertHistory,
);
const BalanceView = lazyView(
  async () => (await import("./views/balance")).BalanceView,
  (t) => t.overview.balanceHistory,
);
const HistoryView = lazyView(
  async () => (await import("./views/history")).HistoryView,
  (t) => t.nav.history,
);
const PricingView = lazyView(
  async () => (await import("./views/pricing")).PricingView,
  (t) => t.nav.pricing,
);
const QuotaView = lazyView(
  async () => (await import("./views/quota")).QuotaView,
  (t) => t.product,
);
const PaymentsView = lazyView(
  async () => (await import("./views/payments")).PaymentsView,
  (t) => t.nav.payments,
);
const DayView = lazyView(
  async () => (await import("./views/day")).DayView,
  (t) => t.product,
);
const TopUpDialog = lazyDialog(async () => (await import("./dialogs/top-up")).TopUpDialog);
const BillingDialog = lazyDialog(async () => (await import("./dialogs/billing")).BillingDialog);
const ReissueDialog = lazyDialog(async () => (await import("./dialogs/reissue")).ReissueDialog);
const LimitsDialog = lazyDialog(async () => (await import("./dialogs/limits")).LimitsDialog);

const LAZY_VIEWS = {
  alerts: AlertsView,
  balance: BalanceView,
  day: DayView,
  history: HistoryView,
  payments: PaymentsView,
  pricing: PricingView,
  "quota-exceeded": QuotaView,
};

/** Loads the view at this address, so that the first render can show it. */
export async function preload(path: string, i18n: I18n): Promise<void> {
  const word = path.split("/")[1] ?? "";
  if (word in LAZY_VIEWS) await LAZY_VIEWS[word as keyof typeof LAZY_VIEWS].preload(i18n);
}

/** Loads the remaining views and dialogs one after the other while the browser is idle. */
export function preloadWhenIdle(i18n: I18n): void {
  const parts = [...Object.values(LAZY_VIEWS), LimitsDialog, TopUpDialog, BillingDialog, ReissueDialog];
  const next = () => {
    const part = parts.shift();
    if (part) void Promise.allSettled([part.preload(i18n)]).then(() => whenIdle(next));
  };
  whenIdle(next);
}

export function App(props: { services: Services; queries: QueryClient; first: I18n }) {
  const [i18n, setI18n] = useState(props.first);
  const chosen = useRef(i18n.language);
  const setLanguage = useCallback(async (language: Language) => {
    chosen.current = language;
    rememberLanguage(language);
    const found = await loadLanguage(language);
    await found.account();
    // The latest choice counts, even if an earlier one finishes loading after it.
    if (chosen.current === language) setI18n(found);
  }, []);
  useEffect(() => setDocumentLanguage(i18n.language), [i18n]);
  return (
    <I18nProvider value={i18n}>
      <ServicesContext.Provider value={props.services}>
        <QueryClientProvider client={props.queries}>
          <LiveRegions>
            <Shell setLanguage={(language) => void setLanguage(language)}>
              <Deferred placeholder={<OverviewPlaceholder />}>
                <Views />
              </Deferred>
            </Shell>
            <Dialogs />
          </LiveRegions>
        </QueryClientProvider>
      </ServicesContext.Provider>
    </I18nProvider>
  );
}

/** Has the layout of the static page, so that nothing moves when it is replaced. */
function OverviewPlaceholder() {
  const { t } = useI18n();
  const { path } = useAddress();
  return (
    <div class="page">
      <div class="page-head">{path === "/" && <h1>{t.overview.title}</h1>}</div>
      <Loading what={t.overview.what}>
        <MonthSummarySkeleton />
      </Loading>
    </div>
  );
}

function Views() {
  const { path } = useAddress();
  const [, view, word, ...rest] = path.split("/");
  if (rest.length > 0 || (word !== undefined && view !== "day")) return <NotFoundView />;
  switch (view) {
    case "":
      return <OverviewView />;
    case "history":
      return <HistoryView />;
    case "day":
      return <DayView date={word ?? ""} key={word} />;
    case "payments":
      return <PaymentsView />;
    case "pricing":
      return <PricingView />;
    case "balance":
      return <BalanceView />;
    case "alerts":
      return <AlertsView />;
    case "quota-exceeded":
      return <QuotaView />;
    default:
      return <NotFoundView />;
  }
}

function Dialogs() {
  const [name, open] = useDialog();
  const { permissions } = useMember();
  const close = () => open(null);
  if (name === "top-up" && permissions.has("credits:buy")) return <TopUpDialog close={close} />;
  if (name === "billing" && permissions.has("credits:buy")) return <BillingDialog close={close} />;
  if (name === "reissue" && permissions.has("credits:buy")) return <ReissueDialog close={close} />;
  if (name === "limits" && permissions.has("limits:write")) return <LimitsDialog close={close} />;
  return null;
}
