import { useEffect } from "preact/hooks";
import type { I18n } from "./i18n/i18n";
import { Icon } from "./components/icons";
import { Mark } from "./shell";

function SignedOutLayout(props: { i18n: I18n; title: string; children: preact.ComponentChildren }) {
  const { t } = props.i18n;
  useEffect(() => {
    document.title = `${props.title} – ${t.product}`;
  }, [props.title, t]);
  return (
    <main class="bare" id="main">
      <p class="brand">
        <Mark />
        {t.product}
      </p>
      <h1>{props.title}</h1>
      {props.children}
    </main>
  );
}

export function SignedOutPage({ i18n, signIn }: { i18n: I18n; signIn: () => void }) {
  const { t } = i18n;
  return (
    <SignedOutLayout i18n={i18n} title={t.signedOut}>
      <button type="button" class="button primary" onClick={signIn}>
        {t.signIn}
      </button>
    </SignedOutLayout>
  );
}

export function StartErrorPage({ i18n, retry }: { i18n: I18n; retry: () => void }) {
  const { t } = i18n;
  return (
    <SignedOutLayout i18n={i18n} title={t.failedTitle}>
      <p role="alert">
        <Icon name="alert" /> {navigator.onLine ? t.failed : t.offline}
      </p>
      <button type="button" class="button primary" onClick={retry}>
        {t.tryAgain}
      </button>
    </SignedOutLayout>
  );
}
