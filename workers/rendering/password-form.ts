import type { Document } from "#domain/document/index.ts";
import { escapeHtml, SafeHtml } from "./html.ts";
import type { Locale } from "./locale.ts";

/** By key of a theme's locales: what is said where a theme has no words of its own. */
const english: Readonly<Record<string, string>> = {
  "password.hint": "This content is protected. Enter its password to read it.",
  "password.label": "Password",
  "password.submit": "Show",
  "password.wrong": "This password is not right.",
};

/** What stands for the body of a protected document until its password was given. Posts to the page's own path. */
export function passwordForm({ path }: Pick<Document, "path">, wasWrong: boolean, locale: Locale): SafeHtml {
  const words = (key: string) => {
    const text = locale.translate(key, {});
    return escapeHtml(text === key ? english[key]! : text);
  };
  const error = wasWrong
    ? `<p class="password-error" id="password-error" role="alert">${words("password.wrong")}</p>\n`
    : "";
  const described = wasWrong ? ' aria-invalid="true" aria-describedby="password-error"' : "";
  return new SafeHtml(`<form class="password-form" method="post" action="${escapeHtml(encodeURI(path))}">
<p>${words("password.hint")}</p>
${error}<p><label for="password">${words("password.label")}</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="current-password"${described}></p>
<p><button type="submit">${words("password.submit")}</button></p>
</form>`);
}
