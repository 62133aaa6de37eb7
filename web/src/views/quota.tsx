import { useEffect, useRef, useState } from "preact/hooks";
import { useOverview } from "../api/queries";
import { useQuota } from "../api/quota";
import { useI18n, type Messages } from "../i18n/i18n";
import { useMember } from "../member";
import { LimitsButton, TopUpButton } from "../components/account-actions";
import { useAnnouncer } from "../components/announcer";
import { Page } from "../components/page";
import { LimitReached, NoCredits, type QuotaContext } from "../components/quota-causes";
import { loadingOrError } from "../components/state";
import { useQueryState } from "../query-state";
import { Link } from "../router";
import { blockingCauses, type BlockingCauses } from "../month-status";

/** Where a feature sends people whom it had to refuse: which bound it was, how long it lasts, and who can help. */
export function QuotaView() {
  const { t } = useI18n();
  const [parameters] = useQueryState();
  const operation = parameters.get("operation") ?? "";
  const quantity = parameters.get("quantity") ?? "";
  const month = useOverview("current");
  const quota = useQuota(operation, quantity);
  if (!month.data || !quota.data)
    return (
      <Page title={t.quota.title}>
        {loadingOrError(
          month.data ? quota : month,
          t.overview.what,
          <span class="skeleton chart" />,
          t.usageFailed,
        )}
      </Page>
    );
  const found = blockingCauses(month.data, quota.data.blockers);
  const asked: QuotaContext = { overview: month.data, quota: quota.data, operation, quantity };
  if (!found.limit && !found.credits)
    return (
      <Page title={t.quota.none}>
        <p class="card note">{t.quota.noneText}</p>
        <Links />
      </Page>
    );
  const isBoth = found.limit !== null && found.credits !== null;
  return (
    <Page title={title(found, t)}>
      <div class="quota">
        {found.limit && (
          <LimitReached {...asked} few={found.limit === "few"} alone={!isBoth}>
            <LimitsButton>{t.quota.raise}</LimitsButton>
          </LimitReached>
        )}
        {found.credits && (
          <NoCredits {...asked} few={found.credits === "few"} alone={!isBoth}>
            <TopUpButton />
          </NoCredits>
        )}
      </div>
      <p>{t.quota.calm}</p>
      <CopyMessage {...asked} reasons={reasons(found, t, ", ")} />
      <Links />
    </Page>
  );
}

/** Each cause by its name; both at once have a sentence where that reads better. */
function title(found: BlockingCauses, t: Messages): string {
  if (found.limit !== "reached" || found.credits === null) return reasons(found, t, " · ");
  return found.credits === "few" ? t.quota.bothLow : t.quota.both;
}

function reasons({ limit, credits }: BlockingCauses, { quota: q }: Messages, between: string): string {
  const causes = [
    limit && (limit === "few" ? q.fewLimit : q.limit),
    credits && (credits === "few" ? q.low : q.credits),
  ];
  return causes.filter(Boolean).join(between);
}

function Links() {
  const { t } = useI18n();
  return (
    <p class="links">
      <Link href="/">{t.quota.usage}</Link>
      <Link href="/pricing">{t.quota.prices}</Link>
      <Link href="/alerts">{t.alertHistory}</Link>
    </p>
  );
}

function CopyMessage({ overview, reasons }: QuotaContext & { reasons: string }) {
  const { t, f } = useI18n();
  const { say } = useAnnouncer();
  const member = useMember();
  const [refused, setRefused] = useState<string | null>(null);
  async function copy() {
    const { organisation } = member;
    const text = t.quota.message(organisation, reasons, f.money(overview.used), f.money(overview.balance));
    const message = `${text} ${window.location.href}`;
    await navigator.clipboard.writeText(message).then(
      () => say(t.quota.copied),
      () => setRefused(message),
    );
  }
  return (
    <>
      <div class="ask">
        <p>{t.quota.ask(member.billingContact ?? t.anOwner)}</p>
        <button type="button" class="button" onClick={() => void copy()}>
          {t.quota.copy}
        </button>
      </div>
      {refused !== null && <ByHand message={refused} />}
    </>
  );
}

/** It stays, and is chosen already: one press of keys copies it. */
function ByHand({ message }: { message: string }) {
  const { t } = useI18n();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [message]);
  return (
    <label class="field">
      <span>{t.quota.byHand}</span>
      <textarea ref={field} rows={3} readOnly value={message} />
    </label>
  );
}
