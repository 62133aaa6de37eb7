import { QueryClient } from "@tanstack/preact-query";
import { render } from "preact";
import { Api, Refused } from "./api/client";
import { overviewQuery } from "./api/queries";
import { ahead, aheadWhenIdle, App } from "./app";
import { loadConfig } from "./config";
import { load, preferred } from "./i18n/i18n";
import { meQuery } from "./member";
import { Session, SIGNED_OUT } from "./session/session";
import { CouldNotStart, SignedOut } from "./start";
import "./styles/index.css";

/** How often a call that may pass is repeated by itself, and how long the first page waits for its figures. */
const RETRIES = 2;
const PATIENCE_MILLIS = 2_500;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      retry: (failures, reason) => failures < RETRIES && reason instanceof Refused && reason.mayPass,
      retryDelay: (failures) => 400 * 3 ** failures,
    },
  },
});

async function start(root: HTMLElement): Promise<void> {
  const catalogue = load(preferred());
  try {
    const session = new Session(await loadConfig());
    if (window.location.pathname === SIGNED_OUT) {
      const i18n = await catalogue;
      return show(root, <SignedOut i18n={i18n} signIn={() => void session.begin()} />);
    }
    await session.begin();
    const api = new Api(session);
    // With the first figures at hand the page is drawn once, and nothing moves.
    const figures = queries.prefetchQuery(overviewQuery(api, "current"));
    const who = queries.prefetchQuery(meQuery(api));
    const part = ahead(window.location.pathname).catch(() => undefined);
    await Promise.race([
      Promise.all([figures, who, part]),
      new Promise((enough) => setTimeout(enough, PATIENCE_MILLIS)),
    ]);
    show(root, <App services={{ api, session }} queries={queries} first={await catalogue} />);
    aheadWhenIdle();
  } catch {
    show(root, <CouldNotStart i18n={await catalogue} retry={() => window.location.reload()} />);
  }
}

function show(root: HTMLElement, page: preact.JSX.Element): void {
  root.replaceChildren();
  render(page, root);
}

const root = document.getElementById("app");
if (root) void start(root);
