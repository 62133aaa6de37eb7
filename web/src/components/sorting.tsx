import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

type Comparison<R> = (a: R, b: R) => number;

/** The column by which rows are sorted, and whether the greatest comes first. */
interface Order<C> {
  column: C;
  isDescending: boolean;
}

/** Sorted by a column, or as given without an order. Rows that are equal keep their order. */
export function sortRows<R, C extends string>(
  rows: R[],
  order: Order<C> | null,
  comparisons: Record<C, Comparison<R>>,
): R[] {
  if (order === null) return rows;
  const compare = comparisons[order.column];
  return [...rows].sort((a, b) => (order.isDescending ? compare(b, a) : compare(a, b)));
}

/** The order after a press on a column's header: numbers from the greatest, others from the first; then reversed; then as given. */
export function nextOrder<C>(order: Order<C> | null, column: C, isNumber: boolean): Order<C> | null {
  if (order?.column !== column) return { column, isDescending: isNumber };
  return order.isDescending === isNumber ? { column, isDescending: !isNumber } : null;
}

/** Rows that are sorted by the header that was pressed last. */
export function useSorting<R, C extends string>(rows: R[], comparisons: Record<C, Comparison<R>>) {
  const [order, setOrder] = useState<Order<C> | null>(null);
  const press = (column: C, isNumber: boolean) => setOrder(nextOrder(order, column, isNumber));
  return { sorted: sortRows(rows, order, comparisons), order, press, isSortable: rows.length > 1 };
}

/** The header of a column that can be sorted, if there is more than one row. */
export function SortableHead<C extends string>(props: {
  column: C;
  sorting: { order: Order<C> | null; press: (column: C, isNumber: boolean) => void; isSortable: boolean };
  isNumber?: boolean;
  children: ComponentChildren;
}) {
  const { column, sorting, isNumber = false } = props;
  const { order } = sorting;
  const isSorted = order?.column === column;
  return (
    <th
      scope="col"
      class={isNumber ? "number" : undefined}
      aria-sort={isSorted ? (order.isDescending ? "descending" : "ascending") : undefined}
    >
      {sorting.isSortable ? (
        <button type="button" class="sort" onClick={() => sorting.press(column, isNumber)}>
          {props.children}
        </button>
      ) : (
        props.children
      )}
    </th>
  );
}
