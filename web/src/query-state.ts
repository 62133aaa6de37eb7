import { currentAddress, navigate, useAddress } from "./router";

/** The query of the address as state. It survives reloading, signing in and sharing a link. */
export function useQueryState(): [
  URLSearchParams,
  (changes: Record<string, string | null>, replace?: boolean) => void,
] {
  const { path, search } = useAddress();
  const parameters = new URLSearchParams(search);
  function change(changes: Record<string, string | null>, replace = false) {
    const next = new URLSearchParams(currentAddress().split("?")[1]);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    navigate(text ? `${path}?${text}` : path, { replace });
  }
  return [parameters, change];
}

/** The dialog that is open; it is part of the address. */
export type DialogName = "top-up" | "limits" | "billing" | "reissue";

export function useDialog(): [string | null, (name: DialogName | null) => void] {
  const [parameters, change] = useQueryState();
  return [
    parameters.get("dialog"),
    (name) => change({ dialog: name, ...(name === null && { amount: null, payment: null }) }, name === null),
  ];
}
