import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { ApiClient } from "./api/client";
import type { Config } from "./config";
import type { Session, SessionState } from "./session/session";

/** The objects that exist once while the page is open. */
export interface Services {
  api: ApiClient;
  session: Session;
  config: Config;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const found = useContext(ServicesContext);
  if (!found) throw new Error("useServices is called outside of ServicesContext.");
  return found;
}

export const useApi = (): ApiClient => useServices().api;

export function useSessionState(): SessionState {
  const { session } = useServices();
  const [state, setState] = useState(session.state);
  useEffect(() => session.onChange(() => setState(session.state)), [session]);
  return state;
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    window.addEventListener("online", update);
    window.addEventListener("offline", update);
    return () => {
      window.removeEventListener("online", update);
      window.removeEventListener("offline", update);
    };
  }, []);
  return online;
}
