// Where the server under test is.
export const origin = process.env.PULLQUOTE_URL ?? "http://127.0.0.1:8000";
export const url = `${origin}/graphql`;
export const webSocketUrl = url.replace("http", "ws");
