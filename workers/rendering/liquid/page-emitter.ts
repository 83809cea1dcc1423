import type { Emitter } from "liquidjs/dist/liquid.browser.mjs";
import type { PageRender } from "./page-render.ts";

/** Gathers what templates put out, within what the page may. */
export class PageEmitter implements Emitter {
  buffer = "";
  readonly #render: PageRender;

  constructor(render: PageRender) {
    this.#render = render;
  }

  write(html: unknown): void {
    const text = typeof html === "string" ? html : String(html ?? "");
    this.#render.put(text.length);
    this.buffer += text;
  }
}
