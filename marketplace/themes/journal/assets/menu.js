// Closes open submenus on Escape, and when a press or the focus goes elsewhere. Menus work without it.
const open = () => document.querySelectorAll(".site-menu details[open]");

addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  const inner = [...open()].findLast((details) => details.contains(document.activeElement));
  if (inner === undefined) return;
  inner.open = false;
  inner.querySelector("summary").focus();
});

for (const event of ["pointerdown", "focusin"]) {
  addEventListener(event, ({ target }) => {
    if (matchMedia("(width < 48rem)").matches) return;
    for (const details of open()) if (!details.contains(target)) details.open = false;
  });
}
