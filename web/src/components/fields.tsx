import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./icons";

/** A text field with a label, an optional note and an optional error. */
export function Field(props: {
  label: string;
  note?: string;
  error?: string | undefined;
  disabled?: boolean;
  value: string;
  change: (value: string) => void;
  inputMode?: "decimal" | "text" | "email";
  autoComplete?: string;
  name: string;
}) {
  const id = useId();
  return (
    <div class="field" data-invalid={props.error !== undefined}>
      <label for={id}>{props.label}</label>
      <input
        id={id}
        name={props.name}
        value={props.value}
        disabled={props.disabled}
        inputMode={props.inputMode ?? "decimal"}
        autoComplete={props.autoComplete ?? "off"}
        aria-invalid={props.error !== undefined}
        aria-describedby={`${id}-note ${id}-error`}
        onInput={(event) => props.change(event.currentTarget.value)}
      />
      {props.note && (
        <p class="small" id={`${id}-note`}>
          {props.note}
        </p>
      )}
      <FieldError id={`${id}-error`} text={props.error} />
    </div>
  );
}

/** A select field with a label and an optional error. */
export function Select(props: {
  name: string;
  label: string;
  value: string;
  error?: string | undefined;
  autoComplete?: string;
  required?: boolean;
  change: (value: string) => void;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="field" data-invalid={props.error !== undefined}>
      <label for={id}>{props.label}</label>
      <select
        id={id}
        name={props.name}
        value={props.value}
        required={props.required}
        autoComplete={props.autoComplete}
        aria-invalid={props.error !== undefined}
        aria-describedby={`${id}-error`}
        onChange={(event) => props.change(event.currentTarget.value)}
      >
        {props.children}
      </select>
      <FieldError id={`${id}-error`} text={props.error} />
    </div>
  );
}

/** A checkbox with a label and an optional error. */
export function Checkbox(props: {
  label: string;
  name: string;
  checked: boolean;
  error?: string | undefined;
  change: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          name={props.name}
          checked={props.checked}
          aria-invalid={props.error !== undefined}
          aria-describedby={id}
          onChange={(event) => props.change(event.currentTarget.checked)}
        />
        {props.label}
      </label>
      <FieldError id={id} text={props.error} />
    </>
  );
}

function FieldError({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="error" id={id}>
      <Icon name="alert" />
      {text}
    </p>
  );
}
