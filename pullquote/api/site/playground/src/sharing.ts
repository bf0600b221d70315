/** A question in the address: `#query=…&variables=…`. A fragment never reaches a server or its log. */

export interface Shared {
  query: string;
  variables: string | undefined;
}

export function readShared(fragment: string): Shared | undefined {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  const query = values.get("query");
  return query ? { query, variables: values.get("variables") ?? undefined } : undefined;
}

export function fragmentOf(query: string, variables?: string | null): string {
  const values = new URLSearchParams({ query });
  if (variables?.trim()) values.set("variables", variables);
  // URLSearchParams writes a space as "+", which other programs do not take for one in a fragment.
  return `#${values.toString().replaceAll("+", "%20")}`;
}
