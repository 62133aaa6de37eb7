import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useI18n } from "../i18n/i18n";

let isFirst = true;

/** The layout of a view. Its heading gets the focus when the view is opened from another one. */
export function Page(props: {
  title: string;
  eyebrow?: string;
  subtitle?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { t } = useI18n();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [...new Set([props.title, t.product])].join(" – ");
  }, [props.title, t]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <div class="page">
      <div class="page-head">
        <div>
          {props.eyebrow && <p class="small">{props.eyebrow}</p>}
          <h1 tabIndex={-1} ref={heading}>
            {props.title}
          </h1>
          {props.subtitle}
        </div>
        {props.actions && <div class="actions">{props.actions}</div>}
      </div>
      {props.children}
    </div>
  );
}
