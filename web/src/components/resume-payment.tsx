import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { useApi } from "../services";
import { usePageRestore } from "./use-page-restore";
import { Icon } from "./icons";
import { useAnnouncer } from "./announcer";

/** Opens the payment page of an unpaid top-up again. If it has been paid in the meantime, the list is refetched. */
export function ResumePayment({ id }: { id: string }) {
  const { t } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { warn } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  usePageRestore(() => setBusy(false));

  async function resume() {
    if (isBusy) return;
    setBusy(true);
    try {
      const { checkout_url: page } = await api.get("/v1/top_ups/{id}", { path: { id } });
      if (page !== null) return window.location.assign(page);
      await client.invalidateQueries({ queryKey: ["payments"] });
    } catch {
      warn(t.topUp.failed);
    }
    setBusy(false);
  }
  return (
    <button type="button" class="button quiet" aria-busy={isBusy} onClick={() => void resume()}>
      <Icon name="right" />
      {isBusy ? t.topUp.opening : t.payments.resume}
    </button>
  );
}
