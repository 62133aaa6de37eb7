interface SchedulerScope {
  scheduler?: { yield?: () => Promise<void> };
}

/** Continues in a new task, so that waiting work, above all user input, comes first. */
export function nextTask(): Promise<void> {
  const { scheduler } = globalThis as SchedulerScope;
  return scheduler?.yield?.() ?? new Promise((next) => setTimeout(next));
}

/** Runs the work when the browser is idle, or after a few seconds at the latest. */
export function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 200);
}

/** Runs the work in a new task after the next frame. A background window has no frames and does not wait for one. */
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
