import { expect, test } from "vitest";
import { mediaSchema, type Media } from "#domain/content/index.ts";
import { editionPath, responsiveImage } from "#workers/rendering/body/index.ts";

const digest = (letter: string) => letter.repeat(64);
const edition = (contentType: string, width: number, letter: string) => {
  return { digest: digest(letter), contentType, width, height: width / 2, bytes: 9 };
};
const media = (given: Partial<Media> = {}): Media & { readonly digest: string } => {
  const image = { mediaId: "m", fileName: "sea.jpg", contentType: "image/jpeg", digest: digest("a") };
  return mediaSchema.parse({ ...image, width: 1_200, height: 600, ...given }) as Media & { readonly digest: string };
};
const variants = [edition("image/avif", 480, "b"), edition("image/webp", 480, "c"), edition("image/avif", 1_200, "d")];

test("editions of a type that not all browsers know are offered beside the others, never instead of them", () => {
  const html = responsiveImage(media({ variants }), { sizes: "50vw" });
  const at = (letter: string, name: string) => `/_hotswap/assets/${digest(letter)}/${name}`;
  expect(html).toBe(
    `<picture><source type="image/avif" srcset="${at("b", "sea-480.avif")} 480w, ${at("d", "sea-1200.avif")} 1200w" sizes="50vw">` +
      `<img src="${at("a", "sea.jpg")}" srcset="${at("c", "sea-480.webp")} 480w, ${at("a", "sea.jpg")} 1200w" sizes="50vw" ` +
      `alt="" width="1200" height="600" loading="lazy" decoding="async"></picture>`,
  );
  expect(editionPath(media({ variants }), 100)).toBe(at("c", "sea-480.webp"));
});

test("an image without such editions is an image alone", () => {
  expect(responsiveImage(media({ variants: [variants[1]!] }), { sizes: "50vw" })).toMatch(/^<img [^>]+>$/);
});

test("what an editor wants to stay in sight is told to the theme, beside its own class", () => {
  const html = responsiveImage(media({ focalPoint: { x: 0.26, y: 1 } }), { sizes: "1px", className: "lead" });
  expect(html).toContain('class="lead focal-x-25 focal-y-100"');
  expect(responsiveImage(media(), { sizes: "1px" })).not.toContain("class");
});
