/** What differs between stages; written where the page is served, so that one build serves all of them. */
export interface Config {
  issuer: string;
  client_id: string;
  scope: string;
  /** What the platform promises who buys credits. */
  terms_url: string;
}

export async function loadConfig(): Promise<Config> {
  const answer = await fetch("/config.json");
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return (await answer.json()) as Config;
}
