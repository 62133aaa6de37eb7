import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { afterFrame } from "../idle";

/** Content is deferred only until the queue is empty for the first time. Later renders are smaller. */
let isOpening = true;
let isScheduled = false;
const queue: (() => void)[] = [];

function renderNext(): void {
  const render = queue.shift();
  isOpening = isScheduled = render !== undefined;
  render?.();
  if (render) afterFrame(renderNext);
}

/** Renders a placeholder until it is this component's turn, so that what is above it can be seen and used first. */
export function Deferred({
  placeholder,
  children,
}: {
  placeholder: ComponentChildren;
  children: ComponentChildren;
}) {
  const [isReady, setReady] = useState(!isOpening);
  useEffect(() => {
    if (isReady) return;
    let isUnmounted = false;
    queue.push(() => isUnmounted || setReady(true));
    if (!isScheduled) afterFrame(renderNext);
    isScheduled = true;
    return () => void (isUnmounted = true);
  }, []);
  return <>{isReady ? children : placeholder}</>;
}
