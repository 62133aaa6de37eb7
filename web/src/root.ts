/**
 * Where the page lives: the document, or, for the custom element, its shadow root (`embed/root.ts`, which takes this
 * module's place there).
 */
export const root = (): DocumentOrShadowRoot & ParentNode => document;

export function setTitle(title: string): void {
  document.title = title;
}

/** The language of the page for screen readers and hyphenation. */
export function setRootLanguage(tag: string): void {
  document.documentElement.lang = tag;
}
