import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { ApiClient } from "./api/client";
import type { Config } from "./config";
import type { Session, SessionState } from "./session/session";

/** What there is one of while the page is open. */
export interface Services {
  api: ApiClient;
  session: Session;
  config: Config;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const found = useContext(ServicesContext);
  if (!found) throw new Error("outside of the ServicesContext");
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
    const look = () => setOnline(navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return online;
}
