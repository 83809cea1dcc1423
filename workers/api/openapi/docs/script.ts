/**
 * Filters the operations by what is typed, and opens what the address names. The page's policy lets it run by its hash;
 * it knows no HTML and sends nothing.
 */
export const script = `
const form = document.querySelector("form");
const field = document.querySelector("#filter");
const status = document.querySelector("[role=status]");
const sections = [...document.querySelectorAll("main section")].slice(0, -1);
function filter() {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let found = 0;
  for (const section of sections) {
    let inSection = 0;
    for (const operation of section.querySelectorAll(".operation")) {
      operation.hidden = !words.every((word) => operation.dataset.text.includes(word));
      if (!operation.hidden) inSection += 1;
    }
    section.hidden = inSection === 0;
    found += inSection;
  }
  status.textContent = words.length === 0 ? "" : found === 1 ? "1 operation" : found + " operations";
}
function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(target instanceof HTMLDetailsElement)) return;
  if (target.hidden) { field.value = ""; filter(); }
  target.open = true;
  target.scrollIntoView();
}
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", filter);
addEventListener("hashchange", open);
open();
`;
