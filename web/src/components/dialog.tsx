import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { Icon } from "./icons";
import { SessionNotice } from "./notices";
import { root } from "../root";

/** A native modal dialog, which keeps the focus inside and closes on Escape. The focus returns to what opened it. */
export function Dialog(props: { title: string; close: () => void; children: ComponentChildren }) {
  const { t } = useI18n();
  const dialog = useRef<HTMLDialogElement>(null);
  // A layout effect runs before forms set the focus; opening the dialog would move it to the first button.
  useLayoutEffect(() => {
    const opener = root().activeElement;
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
    >
      <div class="dialog-head">
        <h2 id="dialog-title">{props.title}</h2>
        <button type="button" class="button plain square" aria-label={t.close} onClick={props.close}>
          <Icon name="close" />
        </button>
      </div>
      <SessionNotice />
      {props.children}
    </dialog>
  );
}
