// The generated types in use: every field has a type of its own, and non-null needs no `?.`.
import type { ResultOf } from "@graphql-typed-document-node/core";
import { FrontPageDocument, QuotesOfAPersonDocument } from "./generated/graphql";

type Equal<Left, Right> = (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;
const holds = <T extends true>(_proof?: T): void => undefined;

type Story = ResultOf<typeof FrontPageDocument>["articles"]["nodes"][number];
holds<Equal<Story["headline"], string>>();
holds<Equal<Story["standfirst"], string | null>>();
holds<Equal<Story["latestDate"], string>>();

export function sentence(result: ResultOf<typeof QuotesOfAPersonDocument>): string {
  const [quote] = result.person?.quotes.nodes ?? [];
  return quote ? `${quote.text} (${quote.role?.title ?? "no office"}, ${quote.story.headline})` : "";
}
