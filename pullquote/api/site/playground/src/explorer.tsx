/** The explorer, made to write operations that are valid as soon as a field is chosen. */

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { useGraphiQL } from "@graphiql/react";
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { useEffect } from "react";
import { ICONS } from "./explorer-icons";

/** Of an input of which exactly one field is given, the one that is begun with. */
const FIRST_CHOICE = "slug";
/** Fields that say what something is, the best first. */
const TELLING = ["nodes", "headline", "name", "text", "title", "version", "key", "id"];
/** Milliseconds within which a change of the query follows from a click in the explorer. */
const FOLLOWS = 1000;

export const EXPLORER_PLUGIN = {
  ...explorerPlugin({
    ...ICONS,
    showAttribution: false,
    // It asks of each argument, and of each field of those that are inputs.
    makeDefaultArg: (field: GraphQLField<unknown, unknown>, candidate: GraphQLArgument | GraphQLInputField) =>
      field.args.some((argument) => firstChoice(argument) === candidate),
  }),
  title: "Explorer",
};

/** GraphiQL does not ask which inputs are `@oneOf`: one that is needed, and needs none of its fields, is one here. */
function firstChoice(argument: GraphQLArgument): GraphQLInputField | undefined {
  const input = getNamedType(argument.type);
  if (!isInputObjectType(input) || !isRequiredArgument(argument)) return undefined;
  const fields = Object.values(input.getFields());
  if (fields.some(isRequiredInputField)) return undefined;
  return fields.find(({ name }) => name === FIRST_CHOICE) ?? fields[0];
}

/** A field of an object that was chosen without any of the object's fields gets those that say what it is. */
export function ChosenFields() {
  const [editor, schema] = useGraphiQL((state) => [state.queryEditor, state.schema]);
  useEffect(() => {
    if (!editor || !schema) return undefined;
    let pressedAt = -FOLLOWS;
    const pressed = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest(".graphiql-explorer-root")) pressedAt = performance.now();
    };
    const changed = editor.onDidChangeModelContent(() => {
      if (performance.now() - pressedAt > FOLLOWS) return;
      queueMicrotask(() => {
        const written = editor.getValue();
        const complete = completed(written, schema);
        if (complete !== written) editor.setValue(complete);
      });
    });
    document.addEventListener("click", pressed, true);
    return () => {
      document.removeEventListener("click", pressed, true);
      changed.dispose();
    };
  }, [editor, schema]);
  return null;
}

/** The query with something below each field that needs it; as it is where it cannot be read. */
function completed(query: string, schema: GraphQLSchema): string {
  try {
    const types = new TypeInfo(schema);
    const document = parse(query);
    const complete = visit(
      document,
      visitWithTypeInfo(types, {
        Field(field) {
          const type = getNamedType(types.getType());
          return field.selectionSet || !isCompositeType(type) ? undefined : { ...field, selectionSet: telling(type) };
        },
      }),
    );
    return complete === document ? query : print(complete);
  } catch {
    return query;
  }
}

/** What says of something what it is. */
function telling(type: GraphQLNamedType): SelectionSetNode {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const asked = fields.filter((field) => !field.args.some(isRequiredArgument));
  const found = TELLING.flatMap((name) => asked.filter((field) => field.name === name));
  const field = found[0] ?? asked.find((each) => isLeafType(getNamedType(each.type)));
  const below = field && getNamedType(field.type);
  const value = field?.name ?? "__typename";
  return {
    kind: Kind.SELECTION_SET,
    selections: [
      {
        kind: Kind.FIELD,
        name: { kind: Kind.NAME, value },
        ...(isCompositeType(below) && { selectionSet: telling(below) }),
      },
    ],
  };
}
