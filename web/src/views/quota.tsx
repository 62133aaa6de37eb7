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

/** The page that features link to when they refuse a request. It explains the cause, its duration and who can help. */
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
  const causes = blockingCauses(month.data, quota.data.blockers);
  const context: QuotaContext = { overview: month.data, quota: quota.data, operation, quantity };
  if (!causes.limit && !causes.credits)
    return (
      <Page title={t.quota.notBlocked}>
        <p class="card note">{t.quota.notBlockedText}</p>
        <Links />
      </Page>
    );
  const isBoth = causes.limit !== null && causes.credits !== null;
  return (
    <Page title={title(causes, t)}>
      <div class="quota">
        {causes.limit && (
          <LimitReached {...context} isInsufficient={causes.limit === "insufficient"} isAlone={!isBoth}>
            <LimitsButton>{t.quota.raise}</LimitsButton>
          </LimitReached>
        )}
        {causes.credits && (
          <NoCredits {...context} isInsufficient={causes.credits === "insufficient"} isAlone={!isBoth}>
            <TopUpButton />
          </NoCredits>
        )}
      </div>
      <p>{t.quota.reassurance}</p>
      <CopyMessage {...context} reasons={reasons(causes, t, ", ")} />
      <Links />
    </Page>
  );
}

/** The causes, separated by a dot. Two that often occur together have a title of their own. */
function title(found: BlockingCauses, t: Messages): string {
  if (found.limit !== "reached" || found.credits === null) return reasons(found, t, " · ");
  return found.credits === "insufficient" ? t.quota.limitReachedAndCreditsTooLow : t.quota.both;
}

function reasons({ limit, credits }: BlockingCauses, { quota: q }: Messages, between: string): string {
  const causes = [
    limit && (limit === "insufficient" ? q.limitTooLow : q.limit),
    credits && (credits === "insufficient" ? q.creditsTooLow : q.credits),
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
      {refused !== null && <ManualCopy message={refused} />}
    </>
  );
}

/** Shows the message selected, so that one key press copies it. */
function ManualCopy({ message }: { message: string }) {
  const { t } = useI18n();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [message]);
  return (
    <label class="field">
      <span>{t.quota.copyManually}</span>
      <textarea ref={field} rows={3} readOnly value={message} />
    </label>
  );
}
