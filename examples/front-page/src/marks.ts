/** Words of a block: offsets into its text in UTF-16 code units, which is how JavaScript counts. */
export interface Span {
  quote: string;
  utf16Start: number;
  utf16End: number;
  isLit?: boolean;
}

/** The HTML of a block with each span in a `<mark>`, also where emphasis or a link begins or ends within it. */
export function withMarks(html: string, spans: Span[]): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const span of spans) {
    let offset = 0;
    for (const node of textNodes(body)) {
      const start = Math.max(span.utf16Start - offset, 0);
      const end = Math.min(span.utf16End - offset, node.length);
      offset += node.length;
      if (start >= end) continue;
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      const mark = document.createElement("mark");
      mark.dataset.quote = span.quote;
      if (span.isLit) mark.dataset.lit = "true";
      range.surroundContents(mark);
    }
  }
  return body.innerHTML;
}

function textNodes(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}
