// What an editor does while a client listens: saves a file of the newsroom that the tests' server watches.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const folder = process.env.PULLQUOTE_FOLDER ?? "fixtures";

export function publish(slug, headline) {
  const story = `---\nheadline: ${headline}\npublication: dawn\ndatePublished: 2025-01-21\n---\n\nA paragraph.\n`;
  return writeFile(join(folder, "articles", `${slug}.md`), story);
}
