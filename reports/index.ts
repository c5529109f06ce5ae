export { type ConsoleSettings, consoleReport } from "./console.ts";
export { curl } from "./curl.ts";
export { type Explanation, explain, inWords } from "./explanation.ts";
export { type HtmlSettings, htmlReport } from "./html/index.ts";
export { jsonReport } from "./json.ts";
export { junitReport } from "./junit.ts";
