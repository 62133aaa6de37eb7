import {
  AccessTokenEvents,
  ErrorTimeout,
  OidcClient,
  SigninState,
  WebStorageStateStore,
  type SigninResponse,
  type User,
} from "oidc-client-ts";
import type { Config } from "../config";
import { keepDrafts } from "./draft-storage";
import { HOME, SIGNED_IN, SIGNED_OUT } from "./paths";

const RESTARTED_KEY = "sign-in-restarted";

const RENEW_BEFORE_EXPIRY_SECONDS = 60;
const RENEWAL_TIMEOUT_SECONDS = 10;
const RENEWAL_RETRY_MS = 5_000;

export type SessionState = "active" | "ending" | "ended";

/**
 * The session at the identity provider. The tokens are kept in memory; after a reload, the provider issues new ones.
 * Built on the protocol client, because the library's user manager would bring pop-ups, frames and session monitoring.
 */
export class Session {
  private readonly states = new WebStorageStateStore({ store: sessionStorage });
  private readonly client: OidcClient;
  private readonly expiry = new AccessTokenEvents({
    expiringNotificationTimeInSeconds: RENEW_BEFORE_EXPIRY_SECONDS,
  });
  private readonly listeners = new Set<() => void>();
  private tokens: SigninResponse | null = null;
  state: SessionState = "active";

  constructor(config: Config) {
    const { origin } = window.location;
    this.client = new OidcClient({
      authority: config.issuer,
      client_id: config.client_id,
      scope: config.scope,
      redirect_uri: origin + SIGNED_IN,
      post_logout_redirect_uri: origin + SIGNED_OUT,
      stateStore: this.states,
    });
    this.expiry.addAccessTokenExpiring(() => void this.renew());
    this.expiry.addAccessTokenExpired(() => this.setState("ended"));
  }

  /** Returns if somebody is signed in. Otherwise redirects to the provider and never returns, or throws. */
  async start(): Promise<void> {
    const { pathname, search, href } = window.location;
    if (pathname !== SIGNED_IN)
      return this.redirectToProvider(pathname === SIGNED_OUT ? HOME : pathname + search);
    const request = await this.states.get(new URLSearchParams(search).get("state") ?? "");
    if (!request) return this.restartOnce();
    // Restore the address first, so that a reload after a failure leads to the right page.
    const { data } = await SigninState.fromStorageString(request);
    window.history.replaceState(null, "", typeof data === "string" ? data : HOME);
    await this.keep(await this.client.processSigninResponse(href));
    sessionStorage.removeItem(RESTARTED_KEY);
  }

  /** Starts over after a sign-in link was bookmarked or opened twice. Only once, to avoid an endless redirect. */
  private async restartOnce(): Promise<void> {
    window.history.replaceState(null, "", HOME);
    const isAgain = sessionStorage.getItem(RESTARTED_KEY) !== null;
    sessionStorage.setItem(RESTARTED_KEY, "1");
    if (!isAgain) return this.redirectToProvider(HOME);
    sessionStorage.removeItem(RESTARTED_KEY);
    throw new Error("The provider responded with an unknown state.");
  }

  get token(): string | undefined {
    return this.tokens?.access_token;
  }

  /** Called when the API rejects the token. */
  expire(): void {
    this.setState("ended");
  }

  /** Redirects to the provider and back to the current address. Drafts are kept. */
  signInAgain(): Promise<void> {
    keepDrafts();
    return this.redirectToProvider(window.location.pathname + window.location.search);
  }

  async signOut(): Promise<void> {
    const token = this.tokens?.id_token;
    const { url } = await this.client.createSignoutRequest(token ? { id_token_hint: token } : {});
    window.location.assign(url);
  }

  /** Lets the provider ask for another person or organisation. */
  switchAccount(): Promise<void> {
    return this.redirectToProvider(HOME, { prompt: "select_account" });
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async redirectToProvider(back: string, options: { prompt?: string } = {}): Promise<void> {
    const { url } = await this.client.createSigninRequest({ state: back, ...options });
    window.location.assign(url);
    return new Promise(() => undefined);
  }

  private async keep(tokens: SigninResponse): Promise<void> {
    this.tokens = tokens;
    // It reads only what both types have.
    await this.expiry.load(tokens as unknown as User);
  }

  /** Exchanges the refresh token shortly before the access token expires. A request without a response is repeated. */
  private async renew(): Promise<void> {
    const { tokens } = this;
    if (!tokens?.refresh_token) return this.setState("ending");
    const { refresh_token: old, id_token, session_state, scope, profile } = tokens;
    try {
      const renewed = await this.client.useRefreshToken({
        state: {
          refresh_token: old,
          session_state,
          profile,
          ...(id_token && { id_token }),
          ...(scope && { scope }),
        },
        timeoutInSeconds: RENEWAL_TIMEOUT_SECONDS,
      });
      // Not every provider issues a new refresh token each time.
      renewed.refresh_token ??= old;
      await this.keep(renewed);
      this.setState("active");
    } catch (reason) {
      if (reason instanceof ErrorTimeout) setTimeout(() => void this.renew(), RENEWAL_RETRY_MS);
      else this.setState((tokens.expires_in ?? 1) > 0 ? "ending" : "ended");
    }
  }

  private setState(state: SessionState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
