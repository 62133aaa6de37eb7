import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { ApiError } from "../api/client";
import type { Limits, Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { Icon } from "../components/icons";
import { useAnnouncer } from "../components/announcer";
import { useMember } from "../member";
import { useApi } from "../services";
import { fieldErrors, type LimitsErrors } from "./limits-draft";

type SaveState = ReturnType<typeof useSaveLimits>;

/** Saves limits. If somebody else has changed them since they were read, it fetches what is in force now. */
export function useSaveLimits(close: () => void) {
  const { t, f } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { say } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [errors, setErrors] = useState<LimitsErrors>({});
  const [conflict, setConflict] = useState<Limits | null>(null);

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
      if (reason.status === 412) setConflict(await fetchCurrent());
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

  async function fetchCurrent(): Promise<Limits | null> {
    const now = await api.call<Limits>("/v1/limits").catch(() => undefined);
    return now?.body ?? null;
  }
  return { isBusy, failure, errors, conflict, save, reset, clearErrors: () => setErrors({}) };
}

type Bounds = Pick<Limits, "alert_values" | "allowed_limit">;

/** After a conflict, both pairs of limits are shown, so that nobody has to load one to compare it. */
export function SaveError(props: {
  saving: SaveState;
  mine: Bounds;
  zone: string;
  load: () => Promise<void>;
}) {
  const { t, f } = useI18n();
  const { failure, conflict } = props.saving;
  const { id } = useMember();
  const change = conflict?.last_changed;
  const shown = (bounds: Bounds): [string, string] => {
    const { alert_values: values, allowed_limit: limit } = bounds;
    const alerts = values.map((value) => (value.endsWith("%") ? value : f.money(value)));
    return [alerts.join(" / ") || "–", limit === null ? "–" : f.money(limit)];
  };
  if (!failure || failure.status === 401) return null;
  if (failure.status === 412)
    return (
      <div class="notice" data-tone="bad" role="alert">
        <Icon name="alert" />
        <div>
          <p>
            {!change
              ? t.limits.conflictUnknown
              : change.by === id
                ? t.limits.conflictOwn(f.clock(change.at, props.zone))
                : t.limits.conflict(f.clock(change.at, props.zone), change.by)}
          </p>
          {conflict && <p>{t.limits.inForce(...shown(conflict))}</p>}
          <p>{t.limits.yours(...shown(props.mine))}</p>
        </div>
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
