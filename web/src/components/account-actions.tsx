import type { ComponentChildren } from "preact";
import { useI18n } from "../i18n/i18n";
import { useDialog } from "../query-state";
import { PermittedButton } from "./controls";

export function AccountActions() {
  return (
    <>
      <LimitsButton />
      <TopUpButton />
    </>
  );
}

export function LimitsButton({ children }: { children?: ComponentChildren }) {
  const { t } = useI18n();
  const [, open] = useDialog();
  return (
    <PermittedButton
      permission="limits:write"
      reason={t.notPermitted.limits}
      icon="sliders"
      onClick={() => open("limits")}
    >
      {children ?? t.actions.limits}
    </PermittedButton>
  );
}

export function TopUpButton() {
  const { t } = useI18n();
  const [, open] = useDialog();
  return (
    <PermittedButton
      permission="credits:buy"
      reason={t.notPermitted.buy}
      icon="plus"
      primary
      onClick={() => open("top-up")}
    >
      {t.actions.topUp}
    </PermittedButton>
  );
}
