/**
 * Lets the style sheets that Monaco and the dialogs write at run time pass the page's content security
 * policy: each `<style>` that a script of ours creates gets the nonce of this response. So the policy
 * needs no `unsafe-inline` for style elements, and markup that somebody smuggled in still gets none.
 */

const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
const createElement = document.createElement.bind(document);

if (nonce) {
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}

export {};
