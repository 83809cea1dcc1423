/** Readable from a phone to a wide screen, by light and by dark. Nothing is fetched: fonts are the reader's own. */
export const style = `
:root { color-scheme: light dark; --ink: #1d232b; --paper: #fff; --soft: #586270; --line: #d5dae1; --code: #f3f5f8; --link: #0b57a4; --note: #5b6270; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --paper: #14181d; --soft: #a5afbc; --line: #343c46; --code: #1d232a; --link: #8bbcf5; --note: #a0a9b5; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 76rem; padding: 0 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem; background: var(--paper); }
header { max-width: 46rem; padding: 1.5rem 0 0.5rem; }
h1 { font-size: 1.75rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.5rem; text-transform: capitalize; }
h3 { display: inline; font-size: 1rem; font-weight: 600; margin: 0; }
h4 { font-size: 0.95rem; margin: 1rem 0 0.25rem; }
small { color: var(--soft); font-weight: 400; font-size: 0.875rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 1rem 0; padding: 0; text-transform: capitalize; }
nav a { display: inline-block; padding: 0.25rem 0; }
form label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
form p { margin: 0.25rem 0; min-height: 1.55em; color: var(--soft); }
input { width: 100%; font: inherit; padding: 0.5rem 0.6rem; border: 1px solid var(--soft); border-radius: 0.35rem; background: var(--paper); color: inherit; }
details { border: 1px solid var(--line); border-radius: 0.4rem; margin: 0.4rem 0; padding: 0 0.75rem; }
details[open] { padding-bottom: 0.75rem; }
summary { cursor: pointer; padding: 0.55rem 0; overflow-wrap: anywhere; }
summary > span { display: block; color: var(--soft); }
.method { display: inline-block; min-width: 4.2rem; font-size: 0.8rem; letter-spacing: 0.03em; }
.path, code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: 0.9em; }
pre { background: var(--code); border-radius: 0.35rem; margin: 0.35rem 0; padding: 0.6rem 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
code i { color: var(--note); }
summary + p, .media { margin: 0; }
.media { color: var(--soft); font-size: 0.875rem; }
dl { margin: 0.25rem 0; }
dd { margin: 0 0 0.5rem 1rem; overflow-wrap: anywhere; }
.refusals { display: grid; grid-template-columns: 3rem 1fr; }
.refusals dd { margin-left: 0; }
@media (min-width: 56rem) {
  .columns { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 2rem; }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 1.5rem 0.25rem; }
  nav ul { display: block; }
}
`;
