import type { ComponentChildren } from "preact";
import { Menu } from "../components/menu";
import { OfflineNotice, SessionNotice, StatusNotice } from "../components/notices";
import { useAddress } from "../router";

/** Takes the place of `../shell.tsx` in the custom element: no landmarks, no language, no sign-out. */
export function Shell({ children }: { setLanguage: unknown; children: ComponentChildren }) {
  const { path } = useAddress();
  return (
    <>
      <Menu />
      <div class="frame">
        <div class="notices">
          <SessionNotice />
          <OfflineNotice />
          {path !== "/quota-exceeded" && <StatusNotice />}
        </div>
        {children}
      </div>
    </>
  );
}
