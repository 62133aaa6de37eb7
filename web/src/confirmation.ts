/** The link in an e-mail that asks for a confirmation leads here, with the organisation and the secret after the hash. */
export const CONFIRM = "/confirm";

export interface Invitation {
  organisation: string;
  secret: string;
}

export function invitationIn(hash: string): Invitation | undefined {
  const [, organisation, secret] = /^#([0-9A-Za-z._:-]{1,64})\/([0-9a-f]{32})$/.exec(hash) ?? [];
  return organisation !== undefined && secret !== undefined ? { organisation, secret } : undefined;
}

/** Needs no session: recipients may have no account. */
export async function confirm(invitation: Invitation): Promise<"done" | "refused" | "failed"> {
  try {
    const answer = await fetch("/v1/alert_recipients/confirmations", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(invitation),
    });
    if (answer.ok) return "done";
    return answer.status === 404 ? "refused" : "failed";
  } catch {
    return "failed";
  }
}
