import { render } from "preact";
import { ApiClient } from "./api/client";
import { createQueries } from "./api/query-client";
import { overviewQuery } from "./api/queries";
import { preload, preloadWhenIdle, App } from "./app";
import type { Config } from "./config";
import { invitationIn } from "./confirmation";
import { nextTask } from "./idle";
import type { Format } from "./i18n/format";
import { setDocumentLanguage, loadLanguage, preferredLanguage, type I18n } from "./i18n/i18n";
import { meQuery } from "./member";
import type { Session } from "./session/session";
import { ConfirmationPage, StartErrorPage, SignedOutPage } from "./signed-out";

const FIRST_RENDER_TIMEOUT_MS = 2_500;

const queries = createQueries();

/** Falls back to English if the catalogue cannot be loaded. */
const startLanguage = loadLanguage(preferredLanguage()).catch(() => loadLanguage("en"));
startLanguage.catch(() => undefined);

export async function openPage(root: HTMLElement, session: Session, config: Config): Promise<void> {
  const api = new ApiClient(session);
  // Once the first figures are here, the page is rendered in one go and nothing moves.
  const figures = queries.prefetchQuery(overviewQuery(api, "current"));
  const member = queries.prefetchQuery(meQuery(api));
  const view = startLanguage.then((i18n) => preload(window.location.pathname, i18n)).catch(() => undefined);
  const loaded = Promise.race([
    Promise.all([figures, member, view]),
    new Promise((resolve) => setTimeout(resolve, FIRST_RENDER_TIMEOUT_MS)),
  ]);
  const first = await startLanguage;
  await warmUpFormats(first.f);
  await loaded;
  await nextTask();
  renderPage(root, <App services={{ api, session, config }} queries={queries} first={first} />);
  preloadWhenIdle(first);
}

/** Creates the slow Intl formatters while figures are loading, each in a task of its own so that none is long. */
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
  renderPage(root, <SignedOutPage i18n={await loadStartLanguage()} signIn={() => void session.start()} />);
}

export async function showConfirmation(root: HTMLElement): Promise<void> {
  const invitation = invitationIn(window.location.hash);
  renderPage(root, <ConfirmationPage i18n={await loadStartLanguage()} invitation={invitation} />);
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
