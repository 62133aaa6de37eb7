import { useEffect, useId, useState } from "preact/hooks";
import "../styles/categories.css";
import { useOverview, usePrices, type Price } from "../api/queries";
import { useI18n, type I18n } from "../i18n/i18n";
import { unitName, unitOf } from "../i18n/units";
import { compareMoney, costOf, quantityFor } from "../money";
import { Field } from "../components/fields";
import { Icon } from "../components/icons";
import { Deferred } from "../components/deferred";
import { Page } from "../components/page";
import { SortableHead, useSorting } from "../components/sorting";
import { useNames } from "../components/price-names";
import { loadingOrError } from "../components/state";
import { SkeletonRows, Table } from "../components/table";
import { useQueryState } from "../query-state";
import { focusSearch, matches } from "../search";
import { useDraft } from "../session/use-draft";

export function PricingView() {
  const { t } = useI18n();
  const query = usePrices();
  return (
    <Page title={t.pricing.title}>
      {query.data ? (
        <PricingContent prices={query.data.data} />
      ) : (
        loadingOrError(query, t.pricing.what, <SkeletonRows rows={12} />)
      )}
    </Page>
  );
}

const ANNOUNCE_DELAY_MS = 300;

function PricingContent({ prices }: { prices: Price[] }) {
  const { t, f } = useI18n();
  const p = t.pricing;
  const [parameters, change] = useQueryState();
  const query = parameters.get("q") ?? "";
  const [announced, setAnnounced] = useState("");
  const namesOf = useNames();
  const found = prices.filter((price) =>
    matches(query, price.name, price.code, price.category, ...Object.values(namesOf(price))),
  );
  const count = p.found(found.length, prices.length);
  useEffect(() => {
    const timer = setTimeout(() => setAnnounced(count), ANNOUNCE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return (
    <>
      <div class="filters" role="search">
        <label>
          <span>{p.search}</span>
          <input
            type="search"
            value={query}
            maxLength={100}
            onInput={(event) => change({ q: event.currentTarget.value }, true)}
            onKeyDown={(event) => event.key === "Escape" && change({ q: null }, true)}
          />
        </label>
        <p class="small" aria-hidden="true">
          {count}
        </p>
        <p class="hidden" role="status">
          {announced}
        </p>
      </div>
      {found.length === 0 ? (
        <p class="card note">
          {p.noMatch(query)}{" "}
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              focusSearch();
              change({ q: null }, true);
            }}
          >
            {p.showAll}
          </button>
        </p>
      ) : (
        <div class="columns">
          <Deferred placeholder={<SkeletonRows rows={12} />}>
            <Prices prices={found} />
          </Deferred>
          <Deferred placeholder={<SkeletonRows rows={5} />}>
            <Calculator prices={prices} />
          </Deferred>
        </div>
      )}
      {prices[0] && <ValidFrom date={prices[0].effective_from} f={f} />}
    </>
  );
}

function ValidFrom({ date, f }: { date: string; f: ReturnType<typeof useI18n>["f"] }) {
  const { t } = useI18n();
  const zone = useOverview("current").data?.time_zone ?? "UTC";
  return <p class="small">{t.pricing.valid(f.date(date, zone))}</p>;
}

/** The amount for which each price shows what it buys, so that prices can be compared. */
const EXAMPLE_AMOUNT = "10.00";

function exampleOf({ unit, unit_price: price }: Price, i18n: I18n): string {
  const quantity = quantityFor(EXAMPLE_AMOUNT, price, unit.quantity);
  if (quantity === null) return "–";
  return `${i18n.f.quantity(quantity)} ${unitName(i18n, unit.name, quantity)}`;
}

function Prices({ prices }: { prices: Price[] }) {
  const i18n = useI18n();
  const { t, f } = i18n;
  const p = t.pricing;
  const example = p.buys(f.short(EXAMPLE_AMOUNT));
  const namesOf = useNames();
  const sorting = useSorting(prices, {
    service: (a, b) => namesOf(a).name.localeCompare(namesOf(b).name, f.locale),
    price: (a, b) => compareMoney(a.unit_price, b.unit_price),
  });
  return (
    <Table id="prices" caption={p.caption} class="prices">
      <thead>
        <tr>
          <SortableHead column="service" sorting={sorting}>
            {p.service}
          </SortableHead>
          <SortableHead column="price" sorting={sorting} isNumber>
            {p.price}
          </SortableHead>
          <th scope="col">{p.unit}</th>
          <th scope="col" class="number">
            {example}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorting.sorted.map((price) => (
          <tr key={price.code}>
            <th scope="row">
              {namesOf(price).name}
              <span class="small block">{namesOf(price).category}</span>
            </th>
            <td class="number">{f.exact(price.unit_price)}</td>
            <td>
              {price.unit.quantity === "1"
                ? p.perOne(unitOf(i18n, price.unit))
                : p.per(unitOf(i18n, price.unit))}
            </td>
            <td class="number" data-label={example}>
              {exampleOf(price, i18n)}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/**
 * Parses a quantity with up to six decimals. A single separator before three digits means thousands in some countries
 * and decimals in others: it is accepted if it is the page's own thousands separator, and rejected otherwise.
 */
export function parseQuantity(typed: string, group: string): string | null {
  const text = typed.replace(/[\s'’]/g, "");
  const [, sign] = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/.exec(text) ?? [];
  if (sign && sign !== group && /^\d+[.,]\d{3}$/.test(text)) return null;
  const plain = (sign ? text.replaceAll(sign, "") : text).replace(",", ".");
  return /^\d{1,12}(\.\d{1,6})?$/.test(plain) && /[1-9]/.test(plain) ? plain : null;
}

function Calculator({ prices }: { prices: Price[] }) {
  const i18n = useI18n();
  const { t, f } = i18n;
  const p = t.pricing;
  const id = useId();
  const namesOf = useNames();
  const [saved, setDraft] = useDraft<{ code: string; typed: string }>("calculator");
  const { code, typed } = saved ?? { code: prices[0]?.code ?? "", typed: "10000" };
  const price = prices.find((each) => each.code === code) ?? prices[0];
  const quantity = parseQuantity(typed, f.group());
  if (!price) return null;
  return (
    <section class="card calculator" aria-labelledby={id}>
      <h2 id={id}>{p.calculator}</h2>
      <label class="field">
        <span>{p.choose}</span>
        <select value={price.code} onChange={(event) => setDraft({ code: event.currentTarget.value, typed })}>
          {prices.map((each) => (
            <option key={each.code} value={each.code}>
              {namesOf(each).name}
            </option>
          ))}
        </select>
      </label>
      <Field
        name="quantity"
        label={`${p.quantity} (${unitName(i18n, price.unit.name, "1000")})`}
        value={typed}
        change={(text) => setDraft({ code, typed: text })}
        error={quantity === null ? p.badQuantity : undefined}
      />
      <p class="estimate" role="status">
        <Icon name="check" />
        {quantity !== null &&
          p.estimate(
            `${f.quantity(quantity)} ${unitName(i18n, price.unit.name, quantity)}`,
            f.exact(costOf(quantity, price.unit_price, price.unit.quantity)),
          )}
      </p>
    </section>
  );
}
