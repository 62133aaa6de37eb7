import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { afterFrame } from "../idle";

/** Only while the page opens: later there is less to draw, and everything is warm. */
let isOpening = true;
let isDrawing = false;
const queue: (() => void)[] = [];

function next(): void {
  const draw = queue.shift();
  isOpening = isDrawing = draw !== undefined;
  draw?.();
  if (draw) afterFrame(next);
}

/** In turn: what is above is seen and can be pressed before this is drawn. Until then the placeholder holds its place. */
export function Deferred({
  placeholder,
  children,
}: {
  placeholder: ComponentChildren;
  children: ComponentChildren;
}) {
  const [isTurn, setTurn] = useState(!isOpening);
  useEffect(() => {
    if (isTurn) return;
    let isGone = false;
    queue.push(() => isGone || setTurn(true));
    if (!isDrawing) afterFrame(next);
    isDrawing = true;
    return () => void (isGone = true);
  }, []);
  return <>{isTurn ? children : placeholder}</>;
}
