import type { ComponentChildren } from "preact";

/** A table in a scrollable region, so that the page itself never scrolls sideways. */
export function Table(props: {
  id: string;
  caption: ComponentChildren;
  tools?: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}) {
  return (
    <section class="card table-card">
      <div class="table-head">
        <h2 id={props.id}>{props.caption}</h2>
        {props.tools && <div class="actions">{props.tools}</div>}
      </div>
      <div class="scroll" role="region" aria-labelledby={props.id} tabIndex={0}>
        <table class={props.class} aria-labelledby={props.id}>
          {props.children}
        </table>
      </div>
    </section>
  );
}

/** Placeholders for the rows of a table that is loading. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div class="card skeleton-rows">
      {Array.from({ length: rows }, (_, row) => (
        <span class="skeleton" key={row} />
      ))}
    </div>
  );
}
