import { QueryClient } from "@tanstack/preact-query";
import { render } from "preact";
import { ApiClient, ApiError } from "./api/client";
import { overviewQuery } from "./api/queries";
import { preload, preloadWhenIdle, App } from "./app";
import type { Config } from "./config";
import { nextTask } from "./idle";
import type { Format } from "./i18n/format";
import { setDocumentLanguage, loadLanguage, preferredLanguage, type I18n } from "./i18n/i18n";
import { meQuery } from "./member";
import type { Session } from "./session/session";
import { StartErrorPage, SignedOutPage } from "./signed-out";

/** How often a call that may pass is repeated by itself, and how long the first page waits for its figures. */
const RETRIES = 2;
const FIRST_RENDER_TIMEOUT_MS = 2_500;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      retry: (failures, reason) => failures < RETRIES && reason instanceof ApiError && reason.isRetryable,
      retryDelay: (failures) => 400 * 3 ** failures,
    },
  },
});

/** A language that could not be fetched is no reason to show nothing. */
const startLanguage = loadLanguage(preferredLanguage()).catch(() => loadLanguage("en"));
startLanguage.catch(() => undefined);

export async function openPage(root: HTMLElement, session: Session, config: Config): Promise<void> {
  const api = new ApiClient(session);
  // With the first figures at hand the page is drawn once, and nothing moves.
  const figures = queries.prefetchQuery(overviewQuery(api, "current"));
  const who = queries.prefetchQuery(meQuery(api));
  const part = startLanguage.then((i18n) => preload(window.location.pathname, i18n)).catch(() => undefined);
  const there = Promise.race([
    Promise.all([figures, who, part]),
    new Promise((enough) => setTimeout(enough, FIRST_RENDER_TIMEOUT_MS)),
  ]);
  const first = await startLanguage;
  await warmUpFormats(first.f);
  await there;
  await nextTask();
  renderPage(root, <App services={{ api, session, config }} queries={queries} first={first} />);
  preloadWhenIdle(first);
}

/** What writes figures and days takes its time to make: there is some until they come, and no task is long. */
async function warmUpFormats(f: Format): Promise<void> {
  const day = "2026-01-01";
  const uses = [
    () => f.count(0),
    () => f.money("0"),
    () => f.percent(0),
    () => f.month("2026-01"),
    () => f.day(day),
  ];
  for (const use of uses) {
    await nextTask();
    use();
  }
}

export async function showSignedOut(root: HTMLElement, session: Session): Promise<void> {
  renderPage(root, <SignedOutPage i18n={await loadStartLanguage()} signIn={() => void session.begin()} />);
}

export async function showStartError(root: HTMLElement): Promise<void> {
  renderPage(
    root,
    <StartErrorPage i18n={await loadStartLanguage()} retry={() => window.location.reload()} />,
  );
}

async function loadStartLanguage(): Promise<I18n> {
  const i18n = await startLanguage;
  setDocumentLanguage(i18n.language);
  return i18n;
}

function renderPage(root: HTMLElement, page: preact.JSX.Element): void {
  root.replaceChildren();
  render(page, root);
}
