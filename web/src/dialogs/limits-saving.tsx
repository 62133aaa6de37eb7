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

/** Saves limits, unless somebody else has changed them since they were read: then it finds out when that was. */
export function useSaveLimits(close: () => void) {
  const { t, f } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { say } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiError | null>(null);
  const [wrong, setWrong] = useState<LimitsErrors>({});
  const [newer, setNewer] = useState<Limits["last_changed"]>(null);

  async function save(body: Record<string, unknown>, tag: string) {
    if (isBusy) return;
    setBusy(true);
    reset();
    try {
      await api.call("/v1/limits", { method: "PUT", headers: { "If-Match": tag }, body });
      close();
      await client.invalidateQueries({ queryKey: ["overview"] });
      const now = client.getQueryData<Overview>(["overview", "current"]);
      say(now?.remaining == null ? t.limits.savedWithout : t.limits.saved(f.money(now.remaining)));
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      if (reason.status === 412) setNewer(await lastChange());
      const found = fieldErrors(reason, t);
      setWrong(found);
      if (Object.keys(found).length === 0) setRefused(reason);
    } finally {
      setBusy(false);
    }
  }

  function reset() {
    setRefused(null);
    setWrong({});
  }

  async function lastChange(): Promise<Limits["last_changed"]> {
    const now = await api.call<Limits>("/v1/limits").catch(() => undefined);
    return now?.body.last_changed ?? null;
  }
  return { isBusy, refused, wrong, newer, save, reset, accept: () => setWrong({}) };
}

export function SaveError(props: { saving: SaveState; zone: string; load: () => Promise<void> }) {
  const { t, f } = useI18n();
  const { refused, newer } = props.saving;
  if (!refused || refused.status === 401) return null;
  if (refused.status === 412)
    return (
      <div class="notice" data-tone="bad" role="alert">
        <Icon name="alert" />
        <p>{newer ? t.limits.conflict(f.clock(newer.at, props.zone), newer.by) : t.limits.conflictUnknown}</p>
        <button type="button" class="button" onClick={() => void props.load()}>
          {t.limits.load}
        </button>
      </div>
    );
  return (
    <div class="notice" data-tone="bad" role="alert">
      <Icon name="alert" />
      <p>{refused.isRetryable ? t.limits.undecided : t.limits.failed}</p>
    </div>
  );
}
