import type { ComponentChildren } from "preact";
import type { Overview, Quota } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { useMember } from "../member";
import { isNegative, isZero } from "../money";
import { Icon } from "./icons";

/** What is known about why something was refused, and about what. */
export interface QuotaContext {
  overview: Overview;
  quota: Quota;
  operation: string;
  quantity: string;
}

type Blocker = Quota["blockers"][number];

function blocker<C extends Blocker["cause"]>({ quota }: QuotaContext, cause: C) {
  return quota.blockers.find((each): each is Extract<Blocker, { cause: C }> => each.cause === cause);
}

/** One cause with all that belongs to it alone: the facts, until when, who can help, and the way out. */
function Cause(props: { title: string; alone: boolean; children: ComponentChildren }) {
  return (
    <section class="card cause" aria-label={props.title}>
      {!props.alone && <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

export function LimitReached(
  props: QuotaContext & { alone: boolean; few: boolean; children: ComponentChildren },
) {
  const { t, f } = useI18n();
  const q = t.quota;
  const { overview, operation, quantity } = props;
  const member = useMember();
  const found = blocker(props, "spending_limit_reached");
  const used = f.money(found?.used ?? overview.used);
  const limit = f.money(found?.allowed_limit ?? overview.allowed_limit ?? "0.00");
  const until = props.few ? q.anew : q.limitUntil;
  const left = found?.remaining ?? overview.remaining ?? "0.00";
  return (
    <Cause title={props.few ? q.fewLimit : q.limit} alone={props.alone}>
      <p>
        <Icon name="stop" /> {q.limitText(member.organisation, used, limit, f.month(overview.month))}
      </p>
      {operation && quantity && found ? (
        <p>{q.useLimit(f.quantity(quantity), f.form(quantity) === "one", operation, f.exact(left))}</p>
      ) : (
        !isZero(left) && !isNegative(left) && <p>{q.fits}</p>
      )}
      <Largest {...props} />
      <p>{until(f.moment(overview.resets_at, overview.time_zone), overview.time_zone)}</p>
      <p>{q.limitNotBought}</p>
      <p>{q.whoLimit}</p>
      {props.children}
    </Cause>
  );
}

export function NoCredits(
  props: QuotaContext & { alone: boolean; few: boolean; children: ComponentChildren },
) {
  const { t, f } = useI18n();
  const q = t.quota;
  const { operation, quantity, quota } = props;
  const member = useMember();
  const found = blocker(props, "insufficient_credits");
  const available = f.money(quota.available);
  const text = props.few ? q.left : q.creditsText;
  return (
    <Cause title={props.few ? q.low : q.credits} alone={props.alone}>
      <p>
        <Icon name="stop" /> {text(member.organisation, available)}
      </p>
      {found?.required && found.shortfall && operation && quantity && (
        <p>
          {q.useCredits(
            f.quantity(quantity),
            f.form(quantity) === "one",
            operation,
            f.exact(found.required),
            f.exact(found.shortfall),
          )}
        </p>
      )}
      {!props.alone || <Largest {...props} />}
      {!props.few && <p>{q.creditsUntil}</p>}
      <p>{q.until}</p>
      <p>{q.whoCredits}</p>
      {props.children}
    </Cause>
  );
}

function Largest({ quota: { largest_quantity: largest } }: QuotaContext) {
  const { t, f } = useI18n();
  if (largest === null || isZero(largest)) return null;
  return <p>{t.quota.largest(f.quantity(largest), f.form(largest) === "one")}</p>;
}
