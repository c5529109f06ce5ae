/** The style sheet of the report: readable on paper, in the dark and at 360 pixels. */
export const style = `
:root { color-scheme: light dark; --ink: #17202e; --paper: #fff; --ground: #f3f5f9; --soft: #566174; --line: #d8dee8; --panel: #f6f8fb;
  --link: #1a56a8; --pass: #1a7441; --violation: #b8241b; --warning: #8a5300; --note: #2560a9; --unjudged: #6b3fa0; --skip: #5b6675;
  --pass-tint: #e8f5ed; --violation-tint: #fcebea; --warning-tint: #fdf3e1; --note-tint: #e9f1fb; --unjudged-tint: #f2ecf9; --skip-tint: #eef1f5;
  --pass-fill: #2e9e5b; --violation-fill: #d93a30; --warning-fill: #e39a1f; --note-fill: #4a8ddb; --unjudged-fill: #9467c9; --skip-fill: #b6c0cd; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf2; --paper: #171c24; --ground: #0f1319; --soft: #a5b0c0; --line: #303946; --panel: #1e242e;
  --link: #8bbcff; --pass: #74d99c; --violation: #ff9a90; --warning: #f5c163; --note: #93c1ff; --unjudged: #cda9f5; --skip: #a9b4c3;
  --pass-tint: #142a1e; --violation-tint: #33191a; --warning-tint: #2f2412; --note-tint: #16263b; --unjudged-tint: #271d36; --skip-tint: #232a34;
  --skip-fill: #566274; } }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --ground: #fff; --soft: #444; --line: #bbb; --panel: #fff; --link: #000;
  --pass: #14592f; --violation: #9c1710; --warning: #6e4200; --note: #174a87; --unjudged: #532d80; --skip: #444;
  --pass-tint: #fff; --violation-tint: #fff; --warning-tint: #fff; --note-tint: #fff; --unjudged-tint: #fff; --skip-tint: #fff; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.5rem; }
body { margin: 0; overflow-wrap: anywhere; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.page, main { max-width: 70rem; margin-inline: auto; padding-inline: 1.25rem; }
main { padding-bottom: 2rem; } main:focus { outline: none; }
h1, h2, h3, h4, h5, p, dl, dd, ul { margin: 0; }
h1 { font-size: clamp(1.6rem, 5vw, 2.3rem); line-height: 1.15; letter-spacing: -.015em; }
h2 { font-size: 1.35rem; letter-spacing: -.01em; } h3 { font-size: 1.05rem; line-height: 1.35; }
h4, h5 { font-size: .8rem; font-weight: 600; color: var(--soft); }
a { color: var(--link); text-underline-offset: .15em; }
code, pre, .id { font: .84rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; white-space: pre-wrap; unicode-bidi: plaintext; }
code, .id, .said { unicode-bidi: isolate; }
.soft, .id { color: var(--soft); } .soft { font-size: .9rem; }
.brand { color: var(--soft); padding: 1.5rem 0 .75rem; font-size: .9rem; } .brand strong { color: var(--ink); }
.verdict { border-radius: 12px; padding: 1.25rem 1.5rem 1.4rem; border: 1px solid; }
.verdict .lead { font-size: 1.1rem; margin-top: .5rem; color: var(--ink); }
.verdict .notice { margin-top: .6rem; font-weight: 600; color: var(--ink); }
.verdict .reasons { color: var(--soft); padding-left: 1.2rem; margin-top: .6rem; font-size: .9rem; }
.mark { display: inline-grid; place-items: center; inline-size: 1.25em; block-size: 1.25em; border-radius: 50%; font-size: .8em; margin-right: .25rem;
  color: var(--paper); vertical-align: .08em; }
.verdict.pass .mark { background: var(--pass); } .verdict.violation .mark { background: var(--violation); } .verdict.unjudged .mark { background: var(--unjudged); }
.pass { color: var(--pass); } .violation { color: var(--violation); } .warning { color: var(--warning); } .note { color: var(--note); }
.unjudged { color: var(--unjudged); } .skip { color: var(--skip); }
.verdict.pass, .badge.pass, .count.pass { background: var(--pass-tint); } .verdict.violation, .badge.violation, .count.violation { background: var(--violation-tint); }
.badge.warning, .count.warning { background: var(--warning-tint); } .badge.note, .count.note { background: var(--note-tint); }
.verdict.unjudged, .badge.unjudged, .count.unjudged { background: var(--unjudged-tint); } .badge.skip, .count.skip { background: var(--skip-tint); }
.bar { display: block; inline-size: 100%; block-size: 10px; border-radius: 5px; margin: 1rem 0 .75rem; overflow: hidden; }
.bar .pass { fill: var(--pass-fill); } .bar .violation { fill: var(--violation-fill); } .bar .warning { fill: var(--warning-fill); }
.bar .note { fill: var(--note-fill); } .bar .unjudged { fill: var(--unjudged-fill); } .bar .skip { fill: var(--skip-fill); }
.counts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.count { display: inline-block; padding: .3rem .8rem; border-radius: 8px; text-decoration: none; } .count:hover { text-decoration: underline; }
.count b { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1.1rem 0 .75rem; } .facts .all { flex-basis: 100%; }
.facts dt, .more dt { font-size: .8rem; color: var(--soft); } .facts dd { font-variant-numeric: tabular-nums; }
.more { font-size: .9rem; } .more dd { margin-bottom: .4rem; } .more dl { padding-top: .4rem; }
nav.page { position: sticky; top: 0; z-index: 1; background: var(--ground); display: flex; gap: 1.25rem; overflow-x: auto; padding-block: .6rem;
  margin-top: .5rem; border-bottom: 1px solid var(--line); white-space: nowrap; } nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
section { padding-top: 2rem; } section > .soft { margin-bottom: .9rem; } section > h2 { margin-bottom: .4rem; }
.head { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; }
.finding { background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-left: 5px solid var(--skip-fill); border-radius: 8px; margin-bottom: .75rem; }
.finding.violation { border-left-color: var(--violation-fill); } .finding.warning { border-left-color: var(--warning-fill); }
.finding.note { border-left-color: var(--note-fill); } .finding.unjudged { border-left-color: var(--unjudged-fill); padding: .9rem 1.1rem; }
.finding > .card > summary { padding: .85rem 2.6rem .85rem 1.1rem; list-style: none; position: relative; }
.finding > .card > summary::-webkit-details-marker { display: none; }
.finding > .card > summary::after { content: ""; position: absolute; right: 1.2rem; top: 1.25rem; inline-size: .5rem; block-size: .5rem; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.finding > .card[open] > summary::after { transform: rotate(225deg); top: 1.45rem; }
 .finding > .card > :not(summary) { margin-inline: 1.1rem; }
.finding > .card[open] > summary { border-bottom: 1px solid var(--line); margin-bottom: .9rem; } .finding > .card[open] { padding-bottom: 1rem; }
summary { cursor: pointer; } .finding summary h3 { display: inline; margin-left: .3rem; } .seen { display: block; margin-top: .2rem; color: var(--soft); unicode-bidi: isolate; }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 999px; font-size: .8rem; font-weight: 600; white-space: nowrap; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: .75rem; } .sides > * { min-width: 0; }
.value { border-radius: 6px; padding: .55rem .8rem .65rem; border: 1px solid var(--line); border-top: 3px solid; background: var(--panel); }
.value.good { border-top-color: var(--pass-fill); } .value.bad { border-top-color: var(--violation-fill); }
.finding dl { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .5rem 1rem; margin-block: 1rem; }
.finding dt { color: var(--soft); font-size: .9rem; }
.finding h4 { margin-bottom: .3rem; } .unjudged h4 { margin-top: .7rem; } .finding ul.rules { padding-left: 1.2rem; margin-block: .4rem .8rem; }
.copy { display: flex; gap: .6rem; align-items: start; } .copy pre { flex: 1; min-width: 0; }
.copy pre, .exchange pre, .finding dd > pre, .finding > pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .7rem; }
.exchange { border-top: 1px solid var(--line); padding-block: .4rem; } .exchange .sides { padding-block: .5rem; } 
.status.good { color: var(--pass); } .status.bad { color: var(--violation); }
table { border-collapse: collapse; width: 100%; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
th, td { text-align: left; padding: .45rem .8rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-size: .8rem; color: var(--soft); white-space: nowrap; } tbody th { font-weight: 400; } tbody tr:last-child > * { border-bottom: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; } td.share { min-width: 8rem; } td.share .bar { margin: .45rem 0 0; block-size: 8px; }
.topics a { text-decoration: none; } .topics a:hover { text-decoration: underline; } .topics th[scope=row], .topics .n { white-space: nowrap; width: 1%; }
.wide { overflow-x: auto; border-radius: 8px; }
table.rules td:first-child, table.rules td:nth-child(3) { white-space: nowrap; } table.rules td:last-child { width: 13rem; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-block: .75rem; }
.filters label { display: grid; font-size: .8rem; color: var(--soft); gap: .2rem; min-width: 0; } .filters .grow { flex: 1 1 12rem; } .filters output { flex-basis: 100%; color: var(--soft); }
select, input, button { font: inherit; font-size: .95rem; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 6px; padding: .35rem .6rem; max-width: 100%; min-height: 2.3rem; }
button { cursor: pointer; font-size: .85rem; } button:hover { background: var(--panel); } input::placeholder { color: var(--soft); opacity: 1; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.aimed { box-shadow: 0 0 0 3px var(--link); } tr.aimed { outline: 3px solid var(--link); outline-offset: -3px; box-shadow: none; }
.skip-link { position: absolute; left: -999rem; } .skip-link:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { padding-block: 1rem 3rem; }
[hidden] { display: none !important; }
@media (max-width: 42rem) { .finding dl { grid-template-columns: minmax(0, 1fr); gap: .1rem; } .finding dd { margin-bottom: .6rem; } .copy { flex-direction: column; } .copy pre { width: 100%; }
  th.share, td.share { display: none; } table.rules thead { display: none; } table.rules, table.rules tbody, table.rules tr, table.rules td { display: block; width: auto !important; }
  table.rules tr { padding: .6rem 0; border-bottom: 1px solid var(--line); } table.rules td { border: 0; padding: .1rem .8rem; } }
@media print { body { background: none; font-size: 11pt; } .page, main { max-width: none; padding: 0; } nav.page, .filters, button, .skip-link { display: none; }
  .finding, tr { break-inside: avoid; } .finding:has(.exchange) { break-inside: auto; } a { text-decoration: none; } .verdict, .value { border-width: 1px; } }
@media (forced-colors: active) { .bar { forced-color-adjust: none; } }
`;
