import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { ApiError } from "../api/client";
import type { Limits, Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { Icon } from "../components/icons";
import { useAnnouncer } from "../components/announcer";
import { useApi } from "../services";
import { fieldErrors, type LimitsErrors } from "./limits-draft";

type SaveState = ReturnType<typeof useSaveLimits>;

/** Saves limits. If somebody else has changed them since they were read, it fetches when and by whom. */
export function useSaveLimits(close: () => void) {
  const { t, f } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { say } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [errors, setErrors] = useState<LimitsErrors>({});
  const [conflict, setConflict] = useState<Limits["last_changed"]>(null);

  async function save(body: Record<string, unknown>, etag: string) {
    if (isBusy) return;
    setBusy(true);
    reset();
    try {
      await api.call("/v1/limits", { method: "PUT", headers: { "If-Match": etag }, body });
      close();
      await client.invalidateQueries({ queryKey: ["overview"] });
      const now = client.getQueryData<Overview>(["overview", "current"]);
      say(now?.remaining == null ? t.limits.savedWithout : t.limits.saved(f.money(now.remaining)));
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      if (reason.status === 412) setConflict(await fetchLastChange());
      const found = fieldErrors(reason, t);
      setErrors(found);
      if (Object.keys(found).length === 0) setFailure(reason);
    } finally {
      setBusy(false);
    }
  }

  function reset() {
    setFailure(null);
    setErrors({});
  }

  async function fetchLastChange(): Promise<Limits["last_changed"]> {
    const now = await api.call<Limits>("/v1/limits").catch(() => undefined);
    return now?.body.last_changed ?? null;
  }
  return { isBusy, failure, errors, conflict, save, reset, clearErrors: () => setErrors({}) };
}

export function SaveError(props: { saving: SaveState; zone: string; load: () => Promise<void> }) {
  const { t, f } = useI18n();
  const { failure, conflict } = props.saving;
  if (!failure || failure.status === 401) return null;
  if (failure.status === 412)
    return (
      <div class="notice" data-tone="bad" role="alert">
        <Icon name="alert" />
        <p>
          {conflict
            ? t.limits.conflict(f.clock(conflict.at, props.zone), conflict.by)
            : t.limits.conflictUnknown}
        </p>
        <button type="button" class="button" onClick={() => void props.load()}>
          {t.limits.load}
        </button>
      </div>
    );
  return (
    <div class="notice" data-tone="bad" role="alert">
      <Icon name="alert" />
      <p>{failure.isRetryable ? t.limits.unknownOutcome : t.limits.failed}</p>
    </div>
  );
}
