import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { Mark } from "../components/mark";

/** A page without the console's navigation: a title, a sentence, a button. */
export function Bare(props: { title: string; button: string; act: () => void; children: ComponentChildren }) {
  const { t } = useI18n();
  useEffect(() => {
    document.title = `${props.title} – ${t.product}`;
  }, [props.title]);
  return (
    <main class="bare" id="main">
      <p class="brand">
        <Mark />
        {t.product}
      </p>
      <h1>{props.title}</h1>
      {props.children}
      <button type="button" class="button primary" onClick={props.act}>
        {props.button}
      </button>
    </main>
  );
}
