/** To be evaluated in a page: what somebody who does not see it would stumble over. */
export const STUMBLING_BLOCKS = `(() => {
  const found = [];
  if (document.documentElement.lang !== "en") found.push("no language");
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5")].map(({ tagName }) => Number(tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) found.push("not one h1");
  for (const [place, level] of levels.entries())
    if (place > 0 && level > levels[place - 1] + 1) found.push("h" + levels[place - 1] + " is followed by h" + level);
  for (const landmark of ["header", "nav[aria-label]", "main", "footer"])
    if (document.querySelectorAll("body > " + landmark).length !== 1) found.push("not one " + landmark);
  for (const control of document.querySelectorAll("input, select"))
    if (control.labels.length !== 1) found.push(control.name + " has no label");
  for (const button of document.querySelectorAll("button, a, summary"))
    if (button.textContent.trim() === "") found.push("a " + button.tagName + " without a name");
  for (const header of document.querySelectorAll("th")) if (!header.scope) found.push("a th without scope");
  for (const each of document.querySelectorAll("[aria-labelledby]"))
    if (document.getElementById(each.getAttribute("aria-labelledby")) === null) found.push("a label that is not there");
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const [place, id] of ids.entries()) if (ids.indexOf(id) !== place) found.push(id + " is there twice");
  return found;
})()`;
