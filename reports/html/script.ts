/** The report's only script: filters the list of rules, copies a curl line, opens what a link points to. */
export const script = `
const rows = [...document.querySelectorAll("tr[data-verdict]")];
const verdict = document.getElementById("verdict"), level = document.getElementById("level"), text = document.getElementById("text");
const shown = document.getElementById("shown");
function filter() {
  const words = text.value.toLowerCase();
  let count = 0;
  for (const row of rows) {
    const fits = (!verdict.value || row.dataset.verdict === verdict.value) && (!level.value || row.dataset.level === level.value)
      && row.textContent.toLowerCase().includes(words);
    row.hidden = !fits;
    if (fits) count++;
  }
  shown.textContent = count + " shown";
}
for (const each of [verdict, level, text]) each.addEventListener("input", filter);
filter();
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent);
  button.textContent = "copied";
});
function open() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  if (target) target.scrollIntoView();
}
addEventListener("hashchange", open);
open();
`;
