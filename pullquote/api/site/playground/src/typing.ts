/** The TypeScript types of an operation: of its variables, and of its answer. */

import {
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  parse,
  type SelectionSetNode,
  typeFromAST,
  TypeNameMetaFieldDef,
  type TypeNode,
  validate,
} from "graphql";

const SCALARS: Record<string, string> = { Int: "number", Float: "number", Boolean: "boolean", JSON: "unknown" };

interface Chosen {
  type: GraphQLOutputType;
  selections: SelectionSetNode[];
  /** Whether only some of the objects have it. */
  sometimes: boolean;
}

/** The name of the first operation and its types. Raises an error for what is not valid. */
export function typesOf(query: string, schema: GraphQLSchema) {
  const document = parse(query);
  const [mistake] = validate(schema, document);
  if (mistake) throw mistake;
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) throw new Error("There is no operation.");
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  function objectOf(sets: SelectionSetNode[], parent: GraphQLNamedType, indent: string): string {
    const chosen = new Map<string, Chosen>();
    for (const set of sets) collect(set, parent, false, chosen);
    const inner = `${indent}  `;
    const lines = [...chosen].map(([key, { type, selections, sometimes }]) => {
      return `${inner}${key}${sometimes ? "?" : ""}: ${written(type, (named) => objectOf(selections, named, inner))};`;
    });
    return `{\n${lines.join("\n")}\n${indent}}`;
  }

  function collect(set: SelectionSetNode, parent: GraphQLNamedType, sometimes: boolean, chosen: Map<string, Chosen>): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const field = isCompositeType(parent) ? fieldOf(parent, selection.name.value) : undefined;
        if (!field) continue;
        const known = chosen.get(key);
        const perhaps = sometimes || (selection.directives?.length ?? 0) > 0;
        const selections = [...(known?.selections ?? []), ...(selection.selectionSet ? [selection.selectionSet] : [])];
        chosen.set(key, { type: field.type, selections, sometimes: perhaps && (known?.sometimes ?? true) });
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
      if (!condition) continue;
      const narrows = condition !== parent && isAbstractType(parent);
      collect(fragment.selectionSet, condition, sometimes || narrows || (selection.directives?.length ?? 0) > 0, chosen);
    }
  }

  const variables = operation.variableDefinitions ?? [];
  const written_ = variables.map(({ variable, type, defaultValue }) => {
    const optional = defaultValue !== undefined || type.kind !== Kind.NON_NULL_TYPE;
    return `  ${variable.name.value}${optional ? "?" : ""}: ${written(inputType(schema, type), () => "Record<string, unknown>")};`;
  });
  return {
    name: operation.name?.value ?? "Question",
    data: objectOf([operation.selectionSet], root, ""),
    variables: written_.length > 0 ? `{\n${written_.join("\n")}\n}` : undefined,
  };
}

function fieldOf(parent: GraphQLCompositeType, name: string) {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return "getFields" in parent ? parent.getFields()[name] : undefined;
}

function inputType(schema: GraphQLSchema, node: TypeNode): GraphQLType {
  const type = typeFromAST(schema, node as never) as GraphQLType | undefined;
  if (!type) throw new Error("A variable has a type that is not in the schema.");
  return type;
}

/** A type of the schema in TypeScript; `object` writes what has fields. */
function written(type: GraphQLType, object: (named: GraphQLNamedType) => string): string {
  if (isNonNullType(type)) return present(type.ofType, object);
  return `${present(type, object)} | null`;
}

function present(type: GraphQLType, object: (named: GraphQLNamedType) => string): string {
  if (isListType(type)) {
    const item = written(type.ofType, object);
    return item.includes(" | ") && !item.startsWith("{") ? `(${item})[]` : `Array<${item}>`;
  }
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues().map(({ name }) => JSON.stringify(name)).join(" | ");
  return isScalarType(named) ? (SCALARS[named.name] ?? "string") : object(named);
}
