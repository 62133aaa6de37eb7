/** Takes the place of `../root.ts` in the custom element: the page lives in its shadow root. */
let place: ShadowRoot | undefined;

export function setRoot(shadow: ShadowRoot): void {
  place = shadow;
}

export function root(): DocumentOrShadowRoot & ParentNode {
  if (!place) throw new Error("The element is not connected.");
  return place;
}

/** The title of the window belongs to the page around. */
export function setTitle(): void {}

export function setRootLanguage(tag: string): void {
  place?.firstElementChild?.setAttribute("lang", tag);
}
