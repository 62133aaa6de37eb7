import { createContext, type ComponentChildren } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";

/** What screen readers are told: confirmations when they pause, failures at once. */
interface Announcer {
  say: (text: string) => void;
  warn: (text: string) => void;
}

const Context = createContext<Announcer>({ say: () => undefined, warn: () => undefined });

export const useAnnouncer = (): Announcer => useContext(Context);

interface Announcement {
  text: string;
  isWarning: boolean;
  /** The same again is told again. */
  times: number;
}

/** Both regions are there from the beginning and for ever: what is put into one is told, one that comes filled is not. */
export function LiveRegions({ children }: { children: ComponentChildren }) {
  const [{ text, isWarning, times }, tell] = useState<Announcement>({ text: "", isWarning: false, times: 0 });
  const live = useMemo(() => {
    const as = (isWarning: boolean) => (text: string) =>
      tell((before) => ({ text, isWarning, times: before.times + 1 }));
    return { say: as(false), warn: as(true) };
  }, []);
  const told = text !== "" && <span key={times}>{text}</span>;
  return (
    <Context.Provider value={live}>
      {children}
      <div class="toast" role="status">
        {!isWarning && told}
      </div>
      <div class="toast" role="alert">
        {isWarning && told}
      </div>
    </Context.Provider>
  );
}
