export { passwordForm } from "./password-form.ts";
export { renderBody, type RenderBodyOptions } from "./render-body.ts";
export { editionPath, isShownImage, mediaPath, responsiveImage } from "./responsive-image.ts";
export { englishBodyWords, type BodyWords } from "./words.ts";
