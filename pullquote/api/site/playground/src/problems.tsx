/** What is wrong with the newsroom's files: a count in the bar, and the list. */

import { Dialog } from "@graphiql/react";
import { useEffect, useRef, useState } from "react";
import type { Problem } from "./dataset";

/** The codes of what is served instead of a file with a mistake. */
const INSTEAD = /^PQ50/;
/** The code of stories with quotes that nobody has confirmed: there may be thousands, which are one line. */
const TO_REVIEW = "PQ450";
const FOLDED_FROM = 2;

interface Shown extends Problem {
  /** What is served instead of its file. */
  instead?: string;
}

export function isError({ severity }: Problem): boolean {
  return severity === "ERROR";
}

/** `problems` are undefined until they are known. */
export function Problems({ problems }: { problems: Problem[] | undefined }) {
  const [open, setOpen] = useState(false);
  // A mistake that was made while the page was open is shown at once, and gone once it is mended.
  const errors = problems?.filter(isError).map(keyOf).join("\n");
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    const known = before.current;
    before.current = errors;
    if (known !== undefined && known !== errors) setOpen(Boolean(errors));
  }, [errors]);
  const shown = withWhatIsServed(problems ?? []);
  if (shown.length === 0) return null;
  const title = shown.length === 1 ? "1 problem" : `${shown.length} problems`;
  return (
    <>
      <button type="button" className="bar-problems" onClick={() => setOpen(true)}>
        {title}
      </button>
      <Dialog open={open} onOpenChange={setOpen}>
        <div className="graphiql-dialog-header">
          <Dialog.Title className="graphiql-dialog-title">{title} in the newsroom's files</Dialog.Title>
          <Dialog.Close />
        </div>
        <Dialog.Description className="problems-hint">Files with warnings are served all the same. A file with an error is served as it last was good, or not at all.</Dialog.Description>
        <ul className="problems">
          {shown.map((problem) => (
            <Row key={keyOf(problem)} {...problem} />
          ))}
        </ul>
      </Dialog>
    </>
  );
}

function Row({ code, severity, file, line, column, message, suggestion, instead }: Shown) {
  return (
    <li data-severity={severity}>
      {file && (
        <code>
          {file}:{line}:{column}
        </code>
      )}
      <p>
        <b>{code}</b> {message}
        {suggestion && <em> {suggestion}</em>}
        {instead && <small> ({instead})</small>}
      </p>
    </li>
  );
}

/** Mistakes first, each file's first with what is served instead, which is no problem of its own; quotes to review in one. */
function withWhatIsServed(problems: Problem[]): Shown[] {
  const isInstead = ({ code }: Problem) => INSTEAD.test(code);
  const instead = new Map(problems.filter(isInstead).map(({ file, message }) => [file, message]));
  const isMistake = (each: Problem) => isError(each) && !isInstead(each);
  const mistakes = problems.filter(isMistake);
  const wrong = new Set(mistakes.map(({ file }) => file));
  const toReview = problems.filter(({ code }) => code === TO_REVIEW);
  const isFolded = toReview.length >= FOLDED_FROM;
  const others = problems.filter(
    (each) => !isMistake(each) && !(isInstead(each) && wrong.has(each.file)) && !(isFolded && each.code === TO_REVIEW),
  );
  const shown: Shown[] = mistakes.map((each) => {
    const said = instead.get(each.file);
    instead.delete(each.file);
    return said ? { ...each, instead: said } : each;
  });
  shown.push(...others);
  const [first] = toReview;
  if (first && isFolded) {
    const message = `${toReview.length.toLocaleString()} stories have quotes that are proposals, and nobody has confirmed them`;
    shown.push({ ...first, file: "", message });
  }
  return shown;
}

function keyOf({ file, line, column, code, message }: Problem): string {
  return `${file}:${line}:${column} ${code} ${message}`;
}
