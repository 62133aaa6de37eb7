import type { ComponentChildren } from "preact";
import type { Overview, Quota } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { useMember } from "../member";
import { isNegative, isZero } from "../money";
import { Icon } from "./icons";
import { useServiceName } from "./service-name";

/** The data that explains a refusal: of what, if the address says so, and why. */
export interface QuotaContext {
  overview: Overview;
  quota: Quota;
  operation: string;
  quantity: string;
}

type Blocker = Quota["blockers"][number];

function findBlocker<C extends Blocker["cause"]>({ quota }: QuotaContext, cause: C) {
  return quota.blockers.find((each): each is Extract<Blocker, { cause: C }> => each.cause === cause);
}

/** A card about one cause: the facts, the remedy, until when and who can help. `isAlone` omits its heading. */
function Cause(props: { title: string; isAlone: boolean; children: ComponentChildren }) {
  return (
    <section class="card cause" aria-label={props.title}>
      {!props.isAlone && <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

export function LimitReached(
  props: QuotaContext & { isAlone: boolean; isInsufficient: boolean; children: ComponentChildren },
) {
  const { t, f } = useI18n();
  const q = t.quota;
  const { overview, operation, quantity } = props;
  const member = useMember();
  const found = findBlocker(props, "spending_limit_reached");
  const used = f.money(found?.used ?? overview.used);
  const limit = f.money(found?.allowed_limit ?? overview.allowed_limit ?? "0.00");
  const until = props.isInsufficient ? q.limitResets : q.limitUntil;
  const left = found?.remaining ?? overview.remaining ?? "0.00";
  const nameOf = useServiceName();
  return (
    <Cause title={props.isInsufficient ? q.limitTooLow : q.limit} isAlone={props.isAlone}>
      <p>
        <Icon name="stop" /> {q.limitText(member.organisation, used, limit, f.month(overview.month))}
      </p>
      {operation && quantity && found ? (
        <p>
          {q.useLimit(f.quantity(quantity), nameOf(operation), f.money(isNegative(left) ? "0.00" : left))}
        </p>
      ) : (
        props.isInsufficient && <p>{q.smallerMayFit}</p>
      )}
      {props.isInsufficient && <LargestQuantity {...props} />}
      {props.children}
      <p>{until(f.moment(overview.resets_at, overview.time_zone), overview.time_zone)}</p>
      <p>{q.creditsDoNotLiftLimit}</p>
      <p>{q.whoLimit}</p>
    </Cause>
  );
}

export function NoCredits(
  props: QuotaContext & { isAlone: boolean; isInsufficient: boolean; children: ComponentChildren },
) {
  const { t, f } = useI18n();
  const q = t.quota;
  const { operation, quantity, quota } = props;
  const member = useMember();
  const found = findBlocker(props, "insufficient_credits");
  const available = f.money(quota.available);
  const text = props.isInsufficient ? q.creditsLeft : q.creditsText;
  const nameOf = useServiceName();
  return (
    <Cause title={props.isInsufficient ? q.creditsTooLow : q.credits} isAlone={props.isAlone}>
      <p>
        <Icon name="stop" /> {text(member.organisation, available)}
      </p>
      {found?.required && found.shortfall && operation && quantity && (
        <p>
          {q.useCredits(
            f.quantity(quantity),
            nameOf(operation),
            f.visible(found.required),
            f.visible(found.shortfall),
          )}
        </p>
      )}
      {props.isAlone && props.isInsufficient && <LargestQuantity {...props} />}
      {props.children}
      {!props.isInsufficient && <p>{q.creditsUntil}</p>}
      <p>{q.noRenewal}</p>
      <p>{q.whoCredits}</p>
    </Cause>
  );
}

/** In whole units: nobody asks for a part of one. */
function LargestQuantity({ quota }: QuotaContext) {
  const { t, f } = useI18n();
  const [largest = "0"] = quota.largest_quantity?.split(".") ?? [];
  return isZero(largest) ? null : <p>{t.quota.largest(f.quantity(largest))}</p>;
}
