import { useEffect, useState } from "preact/hooks";
import { useIsNew } from "../api/new-account";
import { useOverview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { useMember } from "../member";
import { useOnline, useServices, useSessionState } from "../services";
import { Icon } from "./icons";
import { Link } from "../router";
import { blockingCauses } from "../month-status";
import { root } from "../root";

/** Says that the session is about to end or has ended, and offers to sign in again. */
export function SessionNotice() {
  const { t } = useI18n();
  const { session } = useServices();
  const state = useSessionState();
  if (state === "active") return null;
  return (
    <div class="notice" data-tone="bad" role="alert">
      <Icon name="clock" />
      <p>{state === "ended" ? t.sessionEnded : t.sessionEnding}</p>
      <button type="button" class="button" onClick={() => void session.signInAgain()}>
        {t.signInAgain}
      </button>
    </div>
  );
}

export function OfflineNotice() {
  const { t, f } = useI18n();
  const online = useOnline();
  const { data } = useOverview("current");
  if (online || !data) return null;
  return (
    <div class="notice" role="status">
      <Icon name="offline" />
      <p>{t.offlineSince(f.clock(data.updated_at, data.time_zone))}</p>
    </div>
  );
}

/** Says what blocks features, or that the alert threshold is exceeded. */
export function StatusNotice() {
  const { t, f } = useI18n();
  const { data } = useOverview("current");
  const [dismissed, dismiss] = useDismissed(data?.month);
  const isNew = useIsNew(data);
  if (!data || data.status === "ok" || isNew) return null;
  const { limit, credits } = blockingCauses(data);
  if (data.status === "alert") {
    if (dismissed || data.alert_threshold === null) return null;
    return (
      <div class="notice" data-tone="warn" role="status">
        <Icon name="alert" />
        <p>{t.banner.alert(f.money(data.used), f.money(data.alert_threshold))}</p>
        <button
          type="button"
          class="button plain square"
          aria-label={t.banner.dismiss}
          onClick={() => {
            root().querySelector("h1")?.focus();
            dismiss();
          }}
        >
          <Icon name="close" />
        </button>
      </div>
    );
  }
  return (
    <div class="notice" data-tone="bad" role="status">
      <Icon name="stop" />
      <div>
        {limit && data.allowed_limit !== null && (
          <p>
            {limit === "insufficient"
              ? t.banner.insufficientLimit(f.money(data.remaining ?? "0.00"), f.money(data.allowed_limit))
              : t.banner.limit(f.money(data.allowed_limit), f.longDate(data.resets_at, data.time_zone))}
          </p>
        )}
        {credits && (
          <p>
            {credits === "insufficient"
              ? t.banner.insufficientCredits(f.money(data.available))
              : t.banner.credits}
          </p>
        )}
      </div>
      <Link class="button" href="/quota-exceeded">
        {t.banner.more}
      </Link>
    </div>
  );
}

function useDismissed(month: string | undefined): [boolean, () => void] {
  const { organisationId } = useMember();
  const key = `dismissed:${organisationId}:${month}`;
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(key) !== null);
  useEffect(() => setDismissed(localStorage.getItem(key) !== null), [key]);
  return [
    dismissed,
    () => {
      localStorage.setItem(key, "1");
      setDismissed(true);
    },
  ];
}
