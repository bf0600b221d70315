import { graphql, type FragmentType, unmask } from "./graphql";

export const ProposedFields = graphql(`
  fragment Proposed on Quote {
    attribution {
      method
    }
  }
`);

/** Says of a quote that a program proposed who said it, and that nobody has confirmed it; nothing of all others. */
export function Proposed(props: { quote: FragmentType<typeof ProposedFields> }) {
  const { attribution } = unmask(ProposedFields, props.quote);
  return attribution.method === "PROPOSED" && <small className="proposed">proposed, not confirmed</small>;
}
