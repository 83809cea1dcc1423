import { describe, expect, test } from "vitest";
import { digest, paragraph, render, small, text } from "./nodes.ts";

describe("pictures", () => {
  test("offer their editions, take no room by surprise and are loaded late", () => {
    const html = render([
      { type: "image", attrs: { mediaId: "m", alt: "A", align: "wide" }, content: [text("caption")] },
    ]);
    expect(html).toBe(
      `<figure class="image align-wide"><img src="/_hotswap/assets/${digest}/a%20b.jpg" ` +
        `srcset="/_hotswap/assets/${small}/a%20b-400.webp 400w, /_hotswap/assets/${digest}/a%20b.jpg 1600w" ` +
        'sizes="100vw" alt="A" width="1600" height="800" loading="lazy" decoding="async">' +
        "<figcaption>caption</figcaption></figure>",
    );
  });

  test("are as large as they are to be shown", () => {
    const html = render([{ type: "image", attrs: { mediaId: "m", alt: "", width: 300 } }]);
    expect(html).toContain('sizes="(max-width: 300px) 100vw, 300px" alt="" width="300" height="150"');
  });

  test("with a link and without a description name the link by their caption", () => {
    expect(
      render([{ type: "image", attrs: { src: "https://a.test/x.png", alt: "", href: "/b" }, content: [text("C")] }]),
    ).toBe(
      '<figure class="image"><a href="/b" aria-label="C"><img src="https://a.test/x.png" alt="" loading="lazy" ' +
        'decoding="async"></a><figcaption>C</figcaption></figure>',
    );
  });

  test("that cannot be had are a box that says what it was and where", () => {
    expect(render([{ type: "image", attrs: { mediaId: "lost", alt: "<A>" } }])).toBe(
      '<figure class="media-missing"><p>&lt;A&gt;</p>' +
        '<p><a href="https://old.test/a.jpg" rel="nofollow">Where it was</a></p></figure>',
    );
    expect(render([{ type: "image", attrs: { mediaId: "toString", alt: "" } }])).toBe(
      '<figure class="media-missing"><p>Not available</p></figure>',
    );
    expect(render([paragraph({ type: "inlineImage", attrs: { mediaId: "none", alt: "smile" } })])).toBe(
      '<p><span class="media-missing">smile</span></p>',
    );
  });

  test("of a gallery stand in columns", () => {
    const image = { type: "image" as const, attrs: { mediaId: "lost", alt: "A" } };
    expect(render([{ type: "gallery", attrs: { columns: 3 }, content: [image, image] }])).toMatch(
      /^<figure class="gallery columns-3">(<figure class="media-missing">.*<\/figure>){2}<\/figure>$/,
    );
  });
});

test("sound, video and files are served by their digest", () => {
  expect(render([{ type: "audio", attrs: { mediaId: "sound", title: "Song" } }])).toBe(
    `<figure class="audio"><audio controls preload="metadata" src="/_hotswap/assets/${digest}/a.mp3" aria-label="Song">` +
      "</audio></figure>",
  );
  expect(render([{ type: "video", attrs: { mediaId: "sound", posterMediaId: "m" } }])).toContain(
    `poster="/_hotswap/assets/${digest}/a%20b.jpg"`,
  );
  expect(render([{ type: "file", attrs: { mediaId: "sound", label: "Get" } }])).toBe(
    `<p class="file"><a href="/_hotswap/assets/${digest}/a.mp3" download="a.mp3">Get</a></p>`,
  );
});

test("what is embedded is a link, and nothing is loaded from elsewhere", () => {
  const attrs = { url: "https://www.youtube.com/watch?v=1&t=2", provider: "You Tube", title: "A <film>" };
  expect(render([{ type: "embed", attrs }])).toBe(
    '<figure class="embed provider-you-tube"><a class="embed-link" href="https://www.youtube.com/watch?v=1&amp;t=2">' +
      '<span class="embed-title">A &lt;film&gt;</span> <span class="embed-provider">You Tube</span></a></figure>',
  );
  expect(render([{ type: "embed", attrs: { ...attrs, provider: "", title: "" } }])).toContain(
    '<span class="embed-provider">youtube.com</span>',
  );
});
