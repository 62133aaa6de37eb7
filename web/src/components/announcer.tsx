import { createContext, type ComponentChildren } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";

/** Announces messages to screen readers: `say` waits until they pause, `warn` interrupts them. */
interface Announcer {
  say: (text: string) => void;
  warn: (text: string) => void;
}

const Context = createContext<Announcer>({ say: () => undefined, warn: () => undefined });

export const useAnnouncer = (): Announcer => useContext(Context);

interface Announcement {
  text: string;
  isWarning: boolean;
  /** Makes a repeated message a new element, so that it is announced again. */
  sequence: number;
}

/** Renders both live regions from the start, because screen readers ignore a region that appears with its text. */
export function LiveRegions({ children }: { children: ComponentChildren }) {
  const [announcement, announce] = useState<Announcement>({ text: "", isWarning: false, sequence: 0 });
  const { text, isWarning, sequence } = announcement;
  const announcer = useMemo(() => {
    const announceAs = (isWarning: boolean) => (text: string) =>
      announce((before) => ({ text, isWarning, sequence: before.sequence + 1 }));
    return { say: announceAs(false), warn: announceAs(true) };
  }, []);
  const message = text !== "" && <span key={sequence}>{text}</span>;
  return (
    <Context.Provider value={announcer}>
      {children}
      <div class="toast" role="status">
        {!isWarning && message}
      </div>
      <div class="toast" role="alert">
        {isWarning && message}
      </div>
    </Context.Provider>
  );
}
