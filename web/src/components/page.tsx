import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { setTitle } from "../root";

let isFirst = true;

/** The layout of a view. Its heading gets the focus when the view is opened from another one. */
export function Page(props: {
  title: string;
  /** What the window is called, if not as the heading. */
  windowTitle?: string;
  eyebrow?: ComponentChildren;
  subtitle?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { t } = useI18n();
  const { windowTitle = props.title } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setTitle([...new Set([windowTitle, t.product])].join(" – "));
  }, [windowTitle, t]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <div class="page">
      <div class="page-head">
        <div>
          {props.eyebrow && <p class="small eyebrow">{props.eyebrow}</p>}
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
