import { Fragment, type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { Icon } from "./icons";

/** The header of the column with the Details buttons. */
export function DetailsHead() {
  const { t } = useI18n();
  return (
    <th scope="col">
      <span class="hidden">{t.details}</span>
    </th>
  );
}

/** A table row with a button that shows details in another row below it. */
export function DetailedRow(props: {
  columns: number;
  label: string;
  details: [string, ComponentChildren][];
  note?: string | undefined;
  children: ComponentChildren;
}) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <Fragment>
      <tr>
        {props.children}
        <td class="row-action">
          <button
            type="button"
            class="button quiet"
            aria-expanded={open}
            aria-label={props.label}
            onClick={() => setOpen(!open)}
          >
            <span class="row-action-text">{t.details}</span>
            <Icon name="down" />
          </button>
        </td>
      </tr>
      {open && (
        <tr class="row-details">
          <td colSpan={props.columns}>
            <dl>
              {props.details.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {props.note && <p class="small">{props.note}</p>}
          </td>
        </tr>
      )}
    </Fragment>
  );
}
