export type { Heading } from "./headings.ts";
export { passwordForm, type PasswordFormOptions } from "./password-form.ts";
export { renderBody, type RenderBodyOptions, type RenderedBody } from "./render-body.ts";
export { editionPath, isShownImage, mediaPath, responsiveImage, type ImageOptions } from "./responsive-image.ts";
export { englishBodyWords, type BodyWords } from "./words.ts";
