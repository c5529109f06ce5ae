/**
 * The report's only script: filters the list of rules and keeps the filters in the address, opens what an address
 * points to, copies a line, opens all findings for paper. Without it, everything can be read all the same.
 */
export const script = `
"use strict";
const form = document.querySelector("form.filters");
const rows = [...document.querySelectorAll("table.rules tbody tr")];
const told = document.getElementById("told");
const NAMES = ["outcome", "level", "topic", "text"];

function filter() {
  const wanted = Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));
  const words = wanted.text.trim().toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const text = words.length > 0 ? row.textContent.toLowerCase() : "";
    row.hidden = !(["outcome", "level", "topic"].every((name) => !wanted[name] || row.dataset[name] === wanted[name])
      && words.every((word) => text.includes(word)));
    if (!row.hidden) count++;
  }
  form.querySelector("output").textContent = count + " of " + rows.length + " rules";
  return wanted;
}

function address(wanted) {
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
  // A page from disk may refuse to have its address changed; the filters work all the same.
  try { history.replaceState(null, "", query.size > 0 ? "#rules?" + query : "#rules"); } catch {}
}

function reveal(element) {
  if (element.closest("tr[hidden]")) { form.reset(); filter(); }
  for (let each = element; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  for (const old of document.querySelectorAll(".aimed")) old.classList.remove("aimed");
  if (element.matches("details, tr")) (element.closest("article") ?? element).classList.add("aimed");
  element.scrollIntoView();
}

function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (form && hash.startsWith("rules?")) {
    const query = new URLSearchParams(location.hash.slice(7));
    for (const name of NAMES) form.elements[name].value = query.get(name) ?? "";
    filter();
    document.getElementById("rules").scrollIntoView();
    return;
  }
  const element = hash && document.getElementById(hash);
  if (element) reveal(element);
}

async function copy(button) {
  const line = button.parentElement.querySelector("pre");
  const selection = getSelection();
  selection.selectAllChildren(line);
  let done = false;
  try { await navigator.clipboard.writeText(line.textContent); done = true; } catch { done = document.execCommand("copy"); }
  button.textContent = done ? "Copied" : "Selected";
  told.textContent = done ? "Copied to the clipboard" : "The line is selected: copy it with the keyboard";
}

function toggle(button) {
  const all = [...document.getElementById(button.dataset.toggle).querySelectorAll("details.card")];
  const open = all.some((each) => !each.open);
  for (const each of all) each.open = open;
  button.textContent = open ? "Close all" : "Open all";
}

if (form) {
  form.addEventListener("input", () => address(filter()));
  form.addEventListener("reset", () => setTimeout(() => address(filter())));
  form.addEventListener("submit", (event) => event.preventDefault());
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.copy !== undefined) copy(button);
  if (button?.dataset.toggle !== undefined) toggle(button);
  // The same address once more is no change of it, and is meant all the same.
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) setTimeout(follow);
});
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details.card")) each.open = true;
});
follow();
`;
