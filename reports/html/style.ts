/** The style sheet of the report: readable on paper, in the dark and at 360 pixels. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2330; --paper: #fff; --soft: #5b6575; --line: #d9dee6; --panel: #f5f7fa;
  --red: #b3261e; --amber: #8a5a00; --blue: #1d5fa8; --green: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf1; --paper: #14181f; --soft: #a2adbd; --line: #313a47;
  --panel: #1c222c; --red: #ff8a80; --amber: #ffc14d; --blue: #82b8ff; --green: #6fd597; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.1rem; font-weight: 600; margin: 0; color: var(--soft); }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0; }
a { color: var(--blue); }
code, pre { font: .85rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { margin: .25rem 0; padding: .6rem .75rem; background: var(--panel); border-radius: 6px; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--soft); font-size: .85rem; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.verdict { font-size: 2rem; font-weight: 700; margin: .25rem 0; }
.facts { color: var(--soft); margin: 0; }
.fail { color: var(--red); } .warn { color: var(--amber); } .note { color: var(--blue); } .pass { color: var(--green); }
.skip { color: var(--soft); }
.finding { border: 1px solid var(--line); border-left: 4px solid var(--red); border-radius: 6px; padding: 1rem; margin: 0 0 1rem; }
.finding.warn-edge { border-left-color: var(--amber); } .finding.note-edge { border-left-color: var(--blue); }
.finding dl { display: grid; grid-template-columns: 7rem 1fr; gap: .4rem 1rem; margin: .75rem 0 0; }
.finding dt { color: var(--soft); } .finding dd { margin: 0; min-width: 0; }
.id { color: var(--soft); font: .85rem ui-monospace, monospace; overflow-wrap: anywhere; }
details > summary { cursor: pointer; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 .75rem; align-items: end; }
.filters label { display: grid; font-size: .85rem; color: var(--soft); gap: .2rem; }
select, input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .5rem; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
:target { box-shadow: 0 0 0 3px var(--blue); }
nav a { margin-right: 1rem; }
.wide { overflow-x: auto; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { .finding dl { grid-template-columns: 1fr; gap: .1rem; } .finding dd { margin-bottom: .5rem; } }
@media print { body { max-width: none; } .filters, nav, button { display: none; } details { break-inside: avoid; } }
`;
