/** The settings that differ between stages. They are served next to the page, so one build serves all stages. */
export interface Config {
  issuer: string;
  client_id: string;
  /** The client of the operators' console. */
  operator_client_id: string;
  scope: string;
  /** The operator's terms for buying credits. */
  terms_url: string;
}

export async function loadConfig(): Promise<Config> {
  const answer = await fetch("/config.json");
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return (await answer.json()) as Config;
}
