import { InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from "oidc-client-ts";
import type { Config } from "../config";
import { keepDrafts } from "./drafts";

/** Where the provider sends people back to. */
const SIGNED_IN = "/signed-in";
export const SIGNED_OUT = "/signed-out";

export type SessionState = "active" | "ending" | "ended";

/** Who is signed in. The token lives in memory: a reload asks the provider again, who remembers. */
export class Session {
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
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
    });
    this.users.events.addUserLoaded((user) => {
      this.user = user;
      this.become("active");
    });
    this.users.events.addSilentRenewError(() => this.become(this.user?.expired ? "ended" : "ending"));
    this.users.events.addAccessTokenExpired(() => this.become("ended"));
  }

  /** Returns when somebody is signed in; otherwise leaves for the provider and never returns. */
  async begin(): Promise<void> {
    const { pathname, search } = window.location;
    if (pathname === SIGNED_IN) {
      try {
        this.user = await this.users.signinRedirectCallback();
        window.history.replaceState(null, "", typeof this.user.state === "string" ? this.user.state : "/");
        return;
      } catch {
        // A link that was opened twice or kept: begin anew.
        window.history.replaceState(null, "", "/");
        return this.leave("/");
      }
    }
    return this.leave(pathname === SIGNED_OUT ? "/" : pathname + search);
  }

  get token(): string | undefined {
    return this.user?.access_token;
  }

  /** The API no longer takes the token. */
  expire(): void {
    this.become("ended");
  }

  /** Away to the provider and back to where we are; what was typed comes along. */
  signInAgain(): Promise<void> {
    keepDrafts();
    return this.leave(window.location.pathname + window.location.search);
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

  private async leave(back: string): Promise<void> {
    await this.users.signinRedirect({ state: back });
    return new Promise(() => undefined);
  }

  private become(state: SessionState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
