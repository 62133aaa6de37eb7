interface Yielding {
  scheduler?: { yield?: () => Promise<void> };
}

/** Goes on in a task of its own: what waits comes before, a press above all. */
export function nextTask(): Promise<void> {
  const { scheduler } = globalThis as Yielding;
  return scheduler?.yield?.() ?? new Promise((next) => setTimeout(next));
}

/** When there is nothing else to do; at some point at the latest. */
export function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 200);
}

/** In a task of its own after what is drawn now is seen; a window in the background draws nothing, and is not waited for. */
export function afterFrame(work: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    setTimeout(work);
  };
  requestAnimationFrame(once);
  setTimeout(once, document.hidden ? 0 : 500);
}
