import "./nonce";
import "./workers";
import "@graphiql/react/style.css";
import "graphiql/graphiql.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./playground.css";
import { createRoot } from "react-dom/client";
import { repairAccessibility } from "./accessibility";
import { Playground } from "./playground";

const root = document.getElementById("playground");
if (!root) throw new Error("The page has no element for the playground.");
repairAccessibility(document.body);
createRoot(root).render(<Playground />);
