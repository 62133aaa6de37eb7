import { useOverview, type Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { useMember } from "../member";
import { isNegative, isZero } from "../money";
import { AccountActions } from "../parts/account-actions";
import { Icon } from "../parts/icons";
import { useLive } from "../parts/live";
import { Page } from "../parts/page";
import { waiting } from "../parts/state";
import { Link } from "../router";

/** Where a feature sends people whom it had to refuse: which bound it was, how long it lasts, and who can help. */
export function QuotaView() {
  const { t } = useI18n();
  const query = useOverview("current");
  const overview = query.data;
  if (!overview)
    return (
      <Page title={t.quota.title}>
        {waiting(query, t.overview.what, <span class="skeleton chart" />, t.usageFailed)}
      </Page>
    );
  const isLimit = overview.status_causes.includes("limit_reached");
  const isEmpty = overview.status_causes.includes("no_credits");
  const title =
    isLimit && isEmpty ? t.quota.both : isLimit ? t.quota.limit : isEmpty ? t.quota.credits : t.quota.none;
  return (
    <Page title={title}>
      <div class="quota">
        {isLimit && <LimitReached overview={overview} alone={!isEmpty} />}
        {isEmpty && <NoCredits overview={overview} alone={!isLimit} />}
        {!isLimit && !isEmpty && <p class="card note">{t.quota.noneText}</p>}
      </div>
      {(isLimit || isEmpty) && (
        <>
          <p>{t.quota.calm}</p>
          <div class="actions">
            <AccountActions />
          </div>
          <CopyMessage overview={overview} />
        </>
      )}
      <p class="links">
        <Link href="/">{t.quota.usage}</Link>
        <Link href="/pricing">{t.quota.prices}</Link>
      </p>
    </Page>
  );
}

function LimitReached({ overview, alone }: { overview: Overview; alone: boolean }) {
  const { t, f } = useI18n();
  const member = useMember();
  const text = t.quota.limitText(
    member.organisation,
    f.money(overview.used),
    f.money(overview.allowed_limit ?? "0.00"),
    f.month(overview.month),
  );
  return (
    <section class="card cause" aria-label={t.quota.limit}>
      {!alone && <h2>{t.quota.limit}</h2>}
      <p>
        <Icon name="stop" /> {text}
      </p>
      {!isZero(overview.remaining ?? "0.00") && !isNegative(overview.remaining ?? "0.00") && (
        <p>{t.quota.fits}</p>
      )}
      <p>{t.quota.limitUntil(f.moment(overview.resets_at, overview.time_zone), overview.time_zone)}</p>
      <p>{t.quota.limitNotBought}</p>
    </section>
  );
}

function NoCredits({ overview, alone }: { overview: Overview; alone: boolean }) {
  const { t, f } = useI18n();
  const member = useMember();
  return (
    <section class="card cause" aria-label={t.quota.credits}>
      {!alone && <h2>{t.quota.credits}</h2>}
      <p>
        <Icon name="stop" /> {t.quota.creditsText(member.organisation, f.money(overview.available))}
      </p>
      {!isZero(overview.available) && !isNegative(overview.available) && <p>{t.quota.fits}</p>}
      <p>{t.quota.creditsUntil}</p>
    </section>
  );
}

function CopyMessage({ overview }: { overview: Overview }) {
  const { t, f } = useI18n();
  const { say } = useLive();
  const member = useMember();
  async function copy() {
    const reasons = overview.status_causes
      .filter((cause) => cause !== "alert")
      .map((cause) => t.status[cause])
      .join(", ");
    const text = t.quota.message(
      member.organisation,
      reasons,
      f.money(overview.used),
      f.money(overview.balance),
    );
    await navigator.clipboard.writeText(`${text} ${window.location.origin}/quota-exceeded`);
    say(t.quota.copied);
  }
  return (
    <div class="ask">
      <p>{t.quota.ask(member.billingContact ?? t.anOwner)}</p>
      <button type="button" class="button" onClick={() => void copy()}>
        {t.quota.copy}
      </button>
    </div>
  );
}
