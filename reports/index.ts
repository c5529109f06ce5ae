export { type ConsoleSettings, consoleReport } from "./console.ts";
export { byNumber, type Explanation, explain, inWords, relevant } from "./explanation.ts";
export { type HtmlSettings, htmlReport } from "./html/index.ts";
export { jsonReport } from "./json.ts";
export { junitReport } from "./junit.ts";
export { plain, wrap } from "./text.ts";
