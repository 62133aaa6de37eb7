import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import type { Payment, TopUp } from "../api/payments";
import { useI18n } from "../i18n/i18n";
import { useApi } from "../services";
import { useAnnouncer } from "./announcer";
import { Icon } from "./icons";
import { root } from "../root";

/** Ends an unpaid top-up. If it was paid in the meantime, the list shows it. */
export function DiscardTopUp({ payment: { id, amount } }: { payment: Payment }) {
  const { t, f } = useI18n();
  const p = t.payments;
  const api = useApi();
  const client = useQueryClient();
  const { say, warn } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);

  async function discard() {
    if (isBusy) return;
    setBusy(true);
    try {
      const { body } = await api.call<TopUp>(`/v1/top_ups/${id}/expire`, { method: "POST" });
      await client.invalidateQueries({ queryKey: ["payments"] });
      if (body.status === "expired") say(p.discarded(f.money(amount)));
      // The row, and with it the focus, has moved to the other list.
      root().querySelector<HTMLElement>("h1")?.focus();
    } catch {
      warn(p.notDiscarded);
      setBusy(false);
    }
  }
  return (
    <button
      type="button"
      class="button quiet"
      aria-busy={isBusy}
      aria-label={p.discardOf(f.money(amount))}
      onClick={() => void discard()}
    >
      <Icon name="cross" />
      {p.discard}
    </button>
  );
}
