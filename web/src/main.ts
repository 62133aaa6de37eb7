import { loadConfig } from "./config";
import { CONFIRM } from "./confirmation";
import { SIGNED_IN, SIGNED_OUT } from "./session/paths";
import { Session } from "./session/session";
import "./styles/index.css";

/** The page itself. Its script is preloaded, but not run while the browser is on its way to the provider. */
const page = () => import("./page");

async function start(root: HTMLElement): Promise<void> {
  const { pathname } = window.location;
  try {
    // Load the page while the provider is being asked for the token.
    if (pathname === SIGNED_IN) void page().catch(() => undefined);
    if (pathname === CONFIRM) return (await page()).showConfirmation(root);
    const config = await loadConfig();
    const session = new Session(config);
    if (pathname === SIGNED_OUT) return (await page()).showSignedOut(root, session);
    await session.start();
    await (await page()).openPage(root, session, config);
  } catch {
    await page()
      .then(({ showStartError }) => showStartError(root))
      .catch(() => showPlainError(root));
  }
}

/** Shown when not even a catalogue could be loaded. */
function showPlainError(root: HTMLElement): void {
  const text = document.createElement("p");
  text.role = "alert";
  text.textContent = "This page could not be loaded. Your balance is not affected.";
  const button = document.createElement("button");
  button.className = "button primary";
  button.textContent = "Try again";
  button.addEventListener("click", () => window.location.reload());
  const main = document.createElement("main");
  main.className = "bare";
  main.append(text, button);
  root.replaceChildren(main);
}

const root = document.getElementById("app");
if (root) void start(root);
