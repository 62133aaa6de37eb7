import { requireSecure } from "./ids.js";

/** Returns an access token; asked for every attempt, so it should cache. */
export type TokenSupplier = () => Promise<string>;

type Options = { tokenUrl: string; clientId: string; clientSecret: string; parameters?: Record<string, string> };
type Clock = () => number;
type Token = { value: string; renewAt: number; expiresAt: number };

const MARGIN_SECONDS = 60;
const PAUSE_MILLIS = 5_000;
const DEFAULT_LIFE_SECONDS = 300;

/**
 * Tokens of a service by the client credentials grant (RFC 6749, section 4.4), kept until a minute before they expire, or
 * for half their life if that is shorter. If renewing fails, the token at hand is used as long as it is valid.
 *
 * @param options what the provider asks for besides goes into `parameters`, such as `scope` or `audience`
 */
export function clientCredentials(options: Options, clock: Clock = () => performance.now()): TokenSupplier {
  requireSecure(options.tokenUrl, "the token URL");
  let current: Token | undefined;
  let asking: Promise<Token> | undefined;

  async function renewed(): Promise<Token> {
    const now = clock();
    try {
      return await request(options, now);
    } catch (error) {
      if (!current || now >= current.expiresAt) throw error;
      return { ...current, renewAt: now + PAUSE_MILLIS }; // a provider that is away is not asked for every request
    }
  }

  return async () => {
    if (current && clock() < current.renewAt) return current.value;
    asking ??= renewed().finally(() => (asking = undefined)); // callers at the same time ask once
    current = await asking;
    return current.value;
  };
}

async function request({ tokenUrl, clientId, clientSecret, parameters }: Options, now: number): Promise<Token> {
  const encode = (text: string) => new URLSearchParams({ t: text }).toString().slice(2);
  const credentials = Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString("base64");
  const response = await fetch(tokenUrl, {
    method: "POST",
    headers: { Authorization: `Basic ${credentials}`, Accept: "application/json" },
    body: new URLSearchParams({ grant_type: "client_credentials", ...parameters }),
    redirect: "error",
    signal: AbortSignal.timeout(5_000),
  });
  if (response.status !== 200) throw new Error(`the token endpoint answers ${response.status}: ${await response.text()}`);
  const body = (await response.json()) as { access_token?: unknown; expires_in?: unknown };
  if (typeof body.access_token !== "string") throw new Error("the token endpoint's answer has no access_token");
  const life = Number(body.expires_in) > 0 ? Number(body.expires_in) : DEFAULT_LIFE_SECONDS;
  const renewAt = now + 1_000 * (life - Math.min(MARGIN_SECONDS, life / 2));
  return { value: body.access_token, renewAt, expiresAt: now + 1_000 * life };
}
