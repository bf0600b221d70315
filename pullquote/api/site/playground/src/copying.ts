/** An operation as a command or as code, to go on with elsewhere. The preview token is never in it: it stands in a variable. */

import { settings } from "./settings";
import { typesOf } from "./typing";
import type { GraphQLSchema } from "graphql";

export interface Operation {
  query: string;
  /** As JSON; may be empty. */
  variables: string;
  /** Whether the headers have a token. */
  preview: boolean;
}

const url = new URL(settings.endpoint, location.href).href;

export function asCurl({ query, variables, preview }: Operation): string {
  const body = JSON.stringify({ query, ...given(variables) });
  const token = preview ? ` \\\n  -H "authorization: Bearer $PULLQUOTE_PREVIEW_TOKEN"` : "";
  return `curl ${quoted(url)} \\\n  -H 'content-type: application/json'${token} \\\n  -d ${quoted(body)}\n`;
}

export function asFetch({ query, variables, preview }: Operation): string {
  const found = given(variables);
  const named = found.variables === undefined ? "" : `, variables: ${JSON.stringify(found.variables)}`;
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: { "content-type": "application/json"${token(preview)} },
  body: JSON.stringify({ query: ${template(query)}${named} }),
});
const { data, errors } = await response.json();
`;
}

/** TypeScript: the types of variables and answer, and a function that asks. Raises an error for a query that is not valid. */
export function asTyped({ query, preview }: Operation, schema: GraphQLSchema): string {
  const { name, data, variables } = typesOf(query, schema);
  const argument = variables === undefined ? "" : `variables: ${name}Variables`;
  return `${variables === undefined ? "" : `export type ${name}Variables = ${variables};\n\n`}export type ${name}Data = ${data};

const QUERY = ${template(query)};

export async function ask${name}(${argument}): Promise<${name}Data> {
  const response = await fetch(${JSON.stringify(url)}, {
    method: "POST",
    headers: { "content-type": "application/json"${token(preview)} },
    body: JSON.stringify({ query: QUERY${argument && ", variables"} }),
  });
  const { data, errors } = (await response.json()) as { data?: ${name}Data; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.[0]?.message ?? "There is no answer.");
  return data;
}
`;
}

function given(variables: string): { variables?: unknown } {
  return variables.trim() ? { variables: JSON.parse(variables) } : {};
}

function token(preview: boolean): string {
  return preview ? ", authorization: `Bearer ${token}`" : "";
}

/** For a shell: nothing between these marks means anything but itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function template(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, "\\$&")}\``;
}
