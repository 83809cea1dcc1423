import { SafeHtml, escapeHtml } from "../html.ts";
import { attribute } from "./attributes.ts";
import { englishBodyWords, type BodyWords } from "./words.ts";

export interface PasswordFormOptions {
  /** Where the form is sent to: a path of the website. */
  readonly action: string;
  /** Whether a wrong one was just given. */
  readonly isWrong?: boolean | undefined;
  readonly words?: BodyWords | undefined;
}

/** What visitors see of a protected document: the form that sends `password`. */
export function passwordForm({ action, isWrong = false, words = englishBodyWords }: PasswordFormOptions): SafeHtml {
  const wrong = isWrong ? `<p class="password-wrong" role="alert">${escapeHtml(words.passwordWrong)}</p>` : "";
  return new SafeHtml(
    `<form class="password-form" method="post"${attribute("action", action)}>` +
      `<p>${escapeHtml(words.passwordAsked)}</p>${wrong}` +
      `<p><label for="document-password">${escapeHtml(words.passwordLabel)}</label> ` +
      `<input id="document-password" name="password" type="password" autocomplete="off" required> ` +
      `<button type="submit">${escapeHtml(words.passwordSubmit)}</button></p></form>`,
  );
}
