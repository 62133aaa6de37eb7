import { useEffect, useState } from "preact/hooks";
import { confirm, type Invitation } from "./confirmation";
import type { I18n } from "./i18n/i18n";
import { Icon } from "./components/icons";
import { Mark } from "./components/mark";

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

export function ConfirmationPage({ i18n, invitation }: { i18n: I18n; invitation: Invitation | undefined }) {
  const { t } = i18n;
  const [outcome, setOutcome] = useState<"open" | "busy" | "done" | "refused" | "failed">(
    invitation ? "open" : "refused",
  );
  async function submit() {
    if (!invitation || outcome === "busy") return;
    setOutcome("busy");
    setOutcome(await confirm(invitation));
  }
  const isDecided = outcome === "done" || outcome === "refused";
  return (
    <SignedOutLayout i18n={i18n} title={t.confirmation.title}>
      {!isDecided && <p>{t.confirmation.text(invitation?.organisation ?? "")}</p>}
      <p role="status">
        {outcome === "done" && t.confirmation.done}
        {outcome === "refused" && t.confirmation.failed}
        {outcome === "failed" && t.failed}
      </p>
      {!isDecided && (
        <button
          type="button"
          class="button primary"
          aria-busy={outcome === "busy"}
          onClick={() => void submit()}
        >
          {t.confirmation.button}
        </button>
      )}
    </SignedOutLayout>
  );
}
