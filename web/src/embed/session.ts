import type { SessionState } from "../session/session";

/** Gives an access token of the member; called for every request, so it should keep the token while it is valid. */
export type TokenSupplier = () => string | Promise<string>;

/** What the page needs of a session, where the platform around has signed the member in. */
export class EmbeddedSession {
  private readonly listeners = new Set<() => void>();
  state: SessionState = "active";
  token: string | undefined;

  /** @param onEnd tells the platform that the API refuses the token */
  constructor(
    private readonly supplier: TokenSupplier,
    private readonly onEnd: () => void,
  ) {}

  /** Called before every request. */
  async renew(): Promise<void> {
    this.token = await this.supplier();
  }

  expire(): void {
    this.setState("ended");
    this.onEnd();
  }

  /** The next request asks for another token. */
  signInAgain(): Promise<void> {
    this.setState("active");
    return Promise.resolve();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private setState(state: SessionState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
