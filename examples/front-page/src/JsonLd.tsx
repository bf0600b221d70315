/** What search engines read: the page as schema.org has it. */
export function JsonLd({ of }: { of: Record<string, unknown> }) {
  const json = JSON.stringify(of).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
