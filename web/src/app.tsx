import { useCallback, useState } from "preact/hooks";
import { QueryClientProvider, type QueryClient } from "@tanstack/preact-query";
import { I18nProvider, load, remember, type I18n, type Language } from "./i18n/i18n";
import { lazy } from "./lazy";
import { useMember } from "./member";
import { LiveRegions } from "./parts/live";
import { useDialog } from "./route";
import { useAddress } from "./router";
import { ServicesContext, type Services } from "./services";
import { Shell } from "./shell";
import { NotFoundView } from "./views/not-found";
import { OverviewView } from "./views/overview";

const AlertsView = lazy(async () => (await import("./views/alerts")).AlertsView);
const DayView = lazy(async () => (await import("./views/day")).DayView);
const HistoryView = lazy(async () => (await import("./views/history")).HistoryView);
const PricingView = lazy(async () => (await import("./views/pricing")).PricingView);
const QuotaView = lazy(async () => (await import("./views/quota")).QuotaView);
const PaymentsView = lazy(async () => (await import("./views/payments")).PaymentsView);
const TopUpDialog = lazy(async () => (await import("./dialogs/top-up")).TopUpDialog);
const BillingDialog = lazy(async () => (await import("./dialogs/billing")).BillingDialog);
const LimitsDialog = lazy(async () => (await import("./dialogs/limits")).LimitsDialog);

const LATER = {
  alerts: AlertsView,
  day: DayView,
  history: HistoryView,
  payments: PaymentsView,
  pricing: PricingView,
  "quota-exceeded": QuotaView,
};

/** The part that this address begins with, before the first drawing. */
export async function ahead(path: string): Promise<void> {
  const word = path.split("/")[1] ?? "";
  if (word in LATER) await LATER[word as keyof typeof LATER].ahead();
}

/** All others, while nothing else is to do. */
export function aheadWhenIdle(): void {
  const parts = [...Object.values(LATER), LimitsDialog, TopUpDialog, BillingDialog];
  const fetchAll = () => void Promise.allSettled(parts.map((part) => part.ahead()));
  if ("requestIdleCallback" in window) requestIdleCallback(fetchAll);
  else setTimeout(fetchAll, 1_000);
}

export function App(props: { services: Services; queries: QueryClient; first: I18n }) {
  const [i18n, setI18n] = useState(props.first);
  const speak = useCallback((language: Language) => {
    remember(language);
    void load(language).then(setI18n);
  }, []);
  return (
    <I18nProvider value={i18n}>
      <ServicesContext.Provider value={props.services}>
        <QueryClientProvider client={props.queries}>
          <LiveRegions>
            <Shell speak={speak}>
              <Views />
            </Shell>
            <Dialogs />
          </LiveRegions>
        </QueryClientProvider>
      </ServicesContext.Provider>
    </I18nProvider>
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
  if (name === "limits" && permissions.has("limits:write")) return <LimitsDialog close={close} />;
  return null;
}
