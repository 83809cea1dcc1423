/** Readable from a phone to a wide screen, by light and by dark. Nothing is fetched: fonts are the reader's own. */
export const style = `
:root { color-scheme: light dark; --ink: #1d232b; --paper: #fff; --soft: #586270; --line: #d5dae1; --code: #f3f5f8; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --paper: #14181d; --soft: #a5afbc; --line: #343c46; --code: #1d232a; --link: #8bbcf5; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 0.75rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
.hint, time, li span, dt { color: var(--soft); }
ol { list-style: none; margin: 1.5rem 0; padding: 0; border-top: 1px solid var(--line); }
li { display: grid; gap: 0 1rem; padding: 0.7rem 0; border-bottom: 1px solid var(--line); }
li a { font-weight: 600; padding: 0.15rem 0; }
li span, li time { font-size: 0.9rem; }
nav { display: flex; gap: 1.5rem; }
nav a { padding: 0.35rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; margin: 1rem 0; }
dd { margin: 0; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: 0.9em; }
pre { background: var(--code); border-radius: 0.35rem; margin: 0; padding: 0.9rem 1rem; white-space: pre-wrap; }
iframe { display: block; width: 100%; height: 30rem; border: 1px solid var(--line); border-radius: 0.35rem; background: #fff; color-scheme: light; }
@media (min-width: 40rem) {
  li { grid-template-columns: 1fr auto; }
  li a { grid-column: 1 / -1; }
}
`;
