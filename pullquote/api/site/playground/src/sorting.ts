/** The schema in alphabetical order, as one looks things up in the documentation. */

import type { ExecutionResult, IntrospectionQuery } from "graphql";

type Named = { readonly name: string };

/** The answer to an introspection with types, fields and input fields sorted; arguments and enum values stay as they are. */
export function sorted(answer: ExecutionResult): ExecutionResult {
  const data = answer.data as unknown as IntrospectionQuery | undefined;
  if (!data?.__schema) return answer;
  const types = byName(data.__schema.types).map((type) => ({
    ...type,
    ...("fields" in type && type.fields && { fields: byName(type.fields) }),
    ...("inputFields" in type && type.inputFields && { inputFields: byName(type.inputFields) }),
  }));
  return { ...answer, data: { ...data, __schema: { ...data.__schema, types } } };
}

function byName<T extends Named>(items: readonly T[]): T[] {
  return [...items].sort((one, other) => (one.name < other.name ? -1 : 1));
}
