import type { ReactNode } from "react";
import type { UseQueryState } from "urql";

interface Props<Data> {
  to: UseQueryState<Data>;
  children(data: Data): ReactNode;
}

/** What a query answered, or where it is: every page waits and fails alike. */
export function Answer<Data>({ to: { data, error }, children }: Props<Data>) {
  if (data) return children(data);
  if (error) return <p role="alert">{error.message}</p>;
  return <p className="waiting">…</p>;
}
