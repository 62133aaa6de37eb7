import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { useMember, type Permission } from "../member";
import { Icon, type IconName } from "./icons";

/** A button that requires a permission. Without it, the button is disabled and says who to ask. */
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
  const isPermitted = member.permissions.has(props.permission);
  const isDenied = member.isKnown && !isPermitted;
  return (
    <div class="permitted">
      <button
        type="button"
        class={props.primary ? "button primary" : "button"}
        aria-disabled={isPermitted ? undefined : true}
        aria-describedby={isDenied ? id : undefined}
        onClick={() => isPermitted && props.onClick()}
      >
        <Icon name={props.icon} />
        {props.children}
      </button>
      {isDenied && (
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
