import { render } from "preact";
import { ApiClient, ApiError } from "../api/client";
import { createQueries } from "../api/query-client";
import { App } from "../app";
import type { Config } from "../config";
import { loadLanguage, preferredLanguage } from "../i18n/i18n";
import type { Session } from "../session/session";
import { setRoot } from "./root";
import { navigate, onNavigate, setPageOrigin } from "./router";
import { EmbeddedSession, type TokenSupplier } from "./session";
import { dress } from "./sheets";
import "../styles/embed.css";

/** The full page and the API have the host that this script came from. */
const ORIGIN = new URL(import.meta.url).origin;

/** Asks for a token before each call, which goes to another origin than that of the page around. */
class EmbeddedApi extends ApiClient {
  constructor(
    private readonly base: string,
    private readonly embedded: EmbeddedSession,
  ) {
    // The client reads its token and says that it has expired; it needs nothing else of a session.
    super(embedded as unknown as Session);
  }

  override async fetch(...[path, call]: Parameters<ApiClient["fetch"]>): Promise<Response> {
    await this.embedded.renew().catch((reason: unknown) => {
      console.error("credits-usage: the token callback failed.", reason);
      throw new ApiError(0, "no-token", undefined);
    });
    return super.fetch(this.base + path, call);
  }
}

/**
 * The Usage page as an element: `<credits-usage>`, with a function that gives access tokens as its property `token`. One
 * for each document. It is told by `docs/embed.md`.
 */
class CreditsUsage extends HTMLElement {
  private supplier: TokenSupplier | undefined;
  private stop = () => {};

  /** Gives access tokens of the member. The element shows nothing before it is set. */
  get token(): TokenSupplier | undefined {
    return this.supplier;
  }

  set token(supplier: TokenSupplier | undefined) {
    this.supplier = supplier;
    if (this.isConnected) this.restart();
  }

  connectedCallback(): void {
    // It may have been set before this class was known.
    if (Object.hasOwn(this, "token")) {
      const given = this.token;
      Reflect.deleteProperty(this, "token");
      this.supplier = given;
    }
    this.restart();
  }

  disconnectedCallback(): void {
    this.stop();
  }

  private restart(): void {
    this.stop();
    if (this.supplier)
      this.start(this.supplier).catch((reason: unknown) => console.error("credits-usage:", reason));
  }

  private async start(supplier: TokenSupplier): Promise<void> {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const place = document.createElement("div");
    shadow.replaceChildren(place);
    setRoot(shadow);
    dress(shadow);
    setPageOrigin(ORIGIN);
    navigate(this.getAttribute("view") ?? "/");
    const stopListening = onNavigate((address) => this.tell("credits-navigate", address));
    let isStopped = false;
    this.stop = () => {
      isStopped = true;
      stopListening();
      render(null, place);
    };
    const wanted = this.lang ? [this.lang] : navigator.languages;
    const [config, first] = await Promise.all([
      loadConfig(),
      loadLanguage(preferredLanguage(null, wanted)).then(async (i18n) => {
        await i18n.account();
        return i18n;
      }),
    ]);
    if (isStopped) return;
    const session = new EmbeddedSession(supplier, () => this.tell("credits-session-ended"));
    const api = new EmbeddedApi(this.getAttribute("api") ?? ORIGIN, session);
    const services = { api, session: session as unknown as Session, config };
    render(<App services={services} queries={createQueries()} first={first} />, place);
  }

  private tell(name: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

async function loadConfig(): Promise<Config> {
  const answer = await fetch(`${ORIGIN}/embed/config.json`);
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return (await answer.json()) as Config;
}

customElements.define("credits-usage", CreditsUsage);
