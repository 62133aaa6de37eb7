import {
  InMemoryWebStorage,
  SigninState,
  UserManager,
  WebStorageStateStore,
  type User,
} from "oidc-client-ts";
import type { Config } from "../config";
import { keepDrafts } from "./draft-storage";

/** The paths that the provider redirects to. */
export const SIGNED_IN = "/signed-in";
export const SIGNED_OUT = "/signed-out";

const RESTARTED_KEY = "sign-in-restarted";

export type SessionState = "active" | "ending" | "ended";

/** The session at the identity provider. The token is kept in memory; after a reload, the provider issues a new one. */
export class Session {
  private readonly states = new WebStorageStateStore({ store: sessionStorage });
  private readonly users: UserManager;
  private readonly listeners = new Set<() => void>();
  private user: User | null = null;
  state: SessionState = "active";

  constructor(config: Config) {
    const { origin } = window.location;
    this.users = new UserManager({
      authority: config.issuer,
      client_id: config.client_id,
      scope: config.scope,
      redirect_uri: origin + SIGNED_IN,
      post_logout_redirect_uri: origin + SIGNED_OUT,
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      stateStore: this.states,
    });
    this.users.events.addUserLoaded((user) => {
      this.user = user;
      this.setState("active");
    });
    this.users.events.addSilentRenewError(() => this.setState(this.user?.expired ? "ended" : "ending"));
    this.users.events.addAccessTokenExpired(() => this.setState("ended"));
  }

  /** Returns if somebody is signed in. Otherwise redirects to the provider and never returns, or throws. */
  async start(): Promise<void> {
    const { pathname, search, href } = window.location;
    if (pathname !== SIGNED_IN)
      return this.redirectToProvider(pathname === SIGNED_OUT ? "/" : pathname + search);
    const request = await this.states.get(new URLSearchParams(search).get("state") ?? "");
    if (!request) return this.restartOnce();
    // Restore the address first, so that a reload after a failure leads to the right page.
    const { data } = await SigninState.fromStorageString(request);
    window.history.replaceState(null, "", typeof data === "string" ? data : "/");
    this.user = await this.users.signinRedirectCallback(href);
    sessionStorage.removeItem(RESTARTED_KEY);
  }

  /** Starts over after a sign-in link was bookmarked or opened twice. Only once, to avoid an endless redirect. */
  private async restartOnce(): Promise<void> {
    window.history.replaceState(null, "", "/");
    const isAgain = sessionStorage.getItem(RESTARTED_KEY) !== null;
    sessionStorage.setItem(RESTARTED_KEY, "1");
    if (!isAgain) return this.redirectToProvider("/");
    sessionStorage.removeItem(RESTARTED_KEY);
    throw new Error("The provider responded with an unknown state.");
  }

  get token(): string | undefined {
    return this.user?.access_token;
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
    await this.users.signoutRedirect();
  }

  /** Lets the provider ask for another person or organisation. */
  async switchAccount(): Promise<void> {
    await this.users.signinRedirect({ state: "/", prompt: "select_account" });
    return new Promise(() => undefined);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async redirectToProvider(back: string): Promise<void> {
    await this.users.signinRedirect({ state: back });
    return new Promise(() => undefined);
  }

  private setState(state: SessionState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
