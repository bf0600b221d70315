// Where the tests' server is. In your code this is the address that `pullquote serve` prints.
export const origin = process.env.PULLQUOTE_URL ?? "http://127.0.0.1:8000";
export const url = `${origin}/graphql`;
