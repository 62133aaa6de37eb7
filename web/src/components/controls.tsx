import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { useMember, type Permission } from "../member";
import { Icon, type IconName } from "./icons";

/** An action that not everybody may take. Who may not still sees it, and reads who may. */
export function PermittedButton(props: {
  permission: Permission;
  reason: (who: string) => string;
  icon: IconName;
  primary?: boolean;
  onClick: () => void;
  children: ComponentChildren;
}) {
  const { t } = useI18n();
  const member = useMember();
  const id = useId();
  const may = member.permissions.has(props.permission);
  const isRefused = member.isKnown && !may;
  return (
    <div class="permitted">
      <button
        type="button"
        class={props.primary ? "button primary" : "button"}
        aria-disabled={may ? undefined : true}
        aria-describedby={isRefused ? id : undefined}
        onClick={() => may && props.onClick()}
      >
        <Icon name={props.icon} />
        {props.children}
      </button>
      {isRefused && (
        <p class="small" id={id}>
          {props.reason(member.billingContact ?? t.anOwner)}
        </p>
      )}
    </div>
  );
}

export function Toggle(props: { pressed: boolean; toggle: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="button quiet" aria-pressed={props.pressed} onClick={props.toggle}>
      {props.children}
    </button>
  );
}
