/** The styles of the element. They are added when the module that needs them is loaded, as in the page. */
const sheets: CSSStyleSheet[] = [];
let dressed: ShadowRoot | undefined;

/** Called by what the build makes of a style sheet. */
export function adopt(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.push(sheet);
  if (dressed) dressed.adoptedStyleSheets = [...sheets];
}

export function dress(shadow: ShadowRoot): void {
  dressed = shadow;
  shadow.adoptedStyleSheets = [...sheets];
}
