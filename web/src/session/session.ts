import {
  InMemoryWebStorage,
  SigninState,
  UserManager,
  WebStorageStateStore,
  type User,
} from "oidc-client-ts";
import type { Config } from "../config";
import { keepDrafts } from "./draft-storage";

/** Where the provider sends people back to. */
export const SIGNED_IN = "/signed-in";
export const SIGNED_OUT = "/signed-out";

const RESTARTED_KEY = "began-anew";

export type SessionState = "active" | "ending" | "ended";

/** Who is signed in. The token lives in memory: a reload asks the provider again, who remembers. */
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

  /** Returns when somebody is signed in; otherwise leaves for the provider and never returns. Throws if that fails. */
  async begin(): Promise<void> {
    const { pathname, search, href } = window.location;
    if (pathname !== SIGNED_IN)
      return this.redirectToProvider(pathname === SIGNED_OUT ? "/" : pathname + search);
    const asked = await this.states.get(new URLSearchParams(search).get("state") ?? "");
    if (!asked) return this.restartOnce();
    // Whatever fails now: trying again leads to where one wanted to be.
    const { data } = await SigninState.fromStorageString(asked);
    window.history.replaceState(null, "", typeof data === "string" ? data : "/");
    this.user = await this.users.signinRedirectCallback(href);
    sessionStorage.removeItem(RESTARTED_KEY);
  }

  /** After a link that was opened twice or kept. Once: who comes back so again would go round for ever. */
  private async restartOnce(): Promise<void> {
    window.history.replaceState(null, "", "/");
    const isAgain = sessionStorage.getItem(RESTARTED_KEY) !== null;
    sessionStorage.setItem(RESTARTED_KEY, "1");
    if (!isAgain) return this.redirectToProvider("/");
    sessionStorage.removeItem(RESTARTED_KEY);
    throw new Error("The provider answers what was not asked.");
  }

  get token(): string | undefined {
    return this.user?.access_token;
  }

  /** The API no longer takes the token. */
  expire(): void {
    this.setState("ended");
  }

  /** Away to the provider and back to where we are; what was typed comes along. */
  signInAgain(): Promise<void> {
    keepDrafts();
    return this.redirectToProvider(window.location.pathname + window.location.search);
  }

  async signOut(): Promise<void> {
    await this.users.signoutRedirect();
  }

  /** As another person or organisation. */
  async switch(): Promise<void> {
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
