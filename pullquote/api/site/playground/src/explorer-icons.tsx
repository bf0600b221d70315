/** What stands before each row of the explorer: an arrow where there is more below it, a box where there is not. */

import { useGraphiQL } from "@graphiql/react";
import { type GraphQLSchema, isCompositeType, isObjectType } from "graphql";
import { useLayoutEffect, useRef, useState } from "react";

/** The explorer asks for a box before interfaces, unions and the types in them too, though they open as objects do. */
export const ICONS = {
  arrowOpen: <Arrow open />,
  arrowClosed: <Arrow open={false} />,
  checkboxChecked: <Mark chosen />,
  checkboxUnchecked: <Mark chosen={false} />,
};

/** A row that opens: a field, or a type that the fields below it are of. */
type Opens = "field" | "type" | undefined;

function Mark({ chosen }: { chosen: boolean }) {
  const schema = useGraphiQL((state) => state.schema);
  const mark = useRef<HTMLSpanElement>(null);
  const [opens, setOpens] = useState<Opens>();
  useLayoutEffect(() => setOpens(schema ? opensBelow(mark.current?.parentElement, schema) : undefined), [schema]);
  return (
    <span ref={mark} data-opens={opens}>
      {opens ? <Arrow open={chosen} /> : <Box checked={chosen} />}
    </span>
  );
}

function opensBelow(row: HTMLElement | null | undefined, schema: GraphQLSchema): Opens {
  if (!row) return undefined;
  const { fieldType } = row.dataset;
  if (fieldType) return isCompositeType(schema.getType(fieldType)) ? "field" : undefined;
  // A row that the explorer gives no name, and that says nothing but that of a type.
  const isOfArgument = row.closest("[data-arg-name]") !== null;
  return !isOfArgument && isObjectType(schema.getType(row.textContent ?? "")) ? "type" : undefined;
}

function Arrow({ open }: { open: boolean }) {
  return (
    <svg data-icon="arrow" data-on={open} width="16" height="10" viewBox="-5.5 -1 16 10" fill="currentColor" aria-hidden="true">
      <path d={open ? "M-1 1.5h7L2.5 7z" : "M.5 0v8L6 4z"} />
    </svg>
  );
}

function Box({ checked }: { checked: boolean }) {
  return (
    <svg data-icon="box" data-on={checked} width="16" height="13" viewBox="-1.5 0 16 13" fill="none" stroke="currentColor" aria-hidden="true">
      <rect x=".75" y=".75" width="11.5" height="11.5" rx="2.5" strokeWidth="1.5" />
      {checked && <path d="m3.5 6.7 2.1 2.1 4-4.3" strokeWidth="1.75" />}
    </svg>
  );
}
