import { createContext, type ComponentChildren } from "preact";
import { useCallback, useContext, useMemo, useState } from "preact/hooks";

/** What screen readers are told: confirmations when they pause, failures at once. */
interface Live {
  say: (text: string) => void;
  warn: (text: string) => void;
}

const Context = createContext<Live>({ say: () => undefined, warn: () => undefined });

export const useLive = (): Live => useContext(Context);

export function LiveRegions({ children }: { children: ComponentChildren }) {
  const [said, setSaid] = useState("");
  const [warned, setWarned] = useState("");
  const say = useCallback((text: string) => {
    setSaid(text);
    setWarned("");
  }, []);
  const warn = useCallback((text: string) => {
    setWarned(text);
    setSaid("");
  }, []);
  const live = useMemo(() => ({ say, warn }), [say, warn]);
  return (
    <Context.Provider value={live}>
      {children}
      <div class="toast" role="status" data-empty={said === ""} key={said}>
        {said}
      </div>
      <div class="toast" role="alert" data-empty={warned === ""} key={`!${warned}`}>
        {warned}
      </div>
    </Context.Provider>
  );
}
