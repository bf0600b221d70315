/** The explorer, made to write operations that are valid as soon as a field is chosen. */

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { useGraphiQL } from "@graphiql/react";
import { fillLeafs } from "@graphiql/toolkit";
import { getNamedType, type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLType, isInputObjectType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument } from "graphql";
import { useEffect } from "react";

/** Of an input of which exactly one field is given, the one that is begun with. */
const FIRST_CHOICE = "slug";
/** Fields that say what something is, the best first. */
const TELLING = ["nodes", "headline", "name", "text", "title", "version", "key", "id"];
/** Milliseconds within which a change of the query follows from a click in the explorer. */
const FOLLOWS = 1000;

export const EXPLORER_PLUGIN = {
  ...explorerPlugin({
    showAttribution: false,
    // It asks of each argument, and of each field of those that are inputs.
    makeDefaultArg: (field: GraphQLField<unknown, unknown>, candidate: GraphQLArgument | GraphQLInputField) =>
      field.args.some((argument) => firstChoice(argument) === candidate),
  }),
  title: "Explorer",
};

function firstChoice({ type }: GraphQLArgument): GraphQLInputField | undefined {
  const input = getNamedType(type);
  if (!isInputObjectType(input) || !input.isOneOf) return undefined;
  const fields = input.getFields();
  return fields[FIRST_CHOICE] ?? Object.values(fields)[0];
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
        const { insertions, result } = fillLeafs(schema, editor.getValue(), tellingFields);
        if (insertions.length > 0 && result) editor.setValue(result);
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

function tellingFields(type: GraphQLType): string[] {
  const named = getNamedType(type);
  if (!isObjectType(named) && !isInterfaceType(named)) return ["__typename"];
  const fields = Object.values(named.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const telling = TELLING.find((name) => fields.some((field) => field.name === name));
  const leaf = fields.find((field) => isLeafType(getNamedType(field.type)));
  return [telling ?? leaf?.name ?? "__typename"];
}
