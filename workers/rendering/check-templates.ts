import type { ThemePackage } from "#domain/theme/index.ts";
import { faultOf, type TemplateFault } from "./liquid/template-fault.ts";
import { ThemeLiquid } from "./liquid/theme-liquid.ts";

/**
 * What keeps a theme's templates from being parsed, of each file the first.
 *
 * @param templates Liquid by path without extension
 */
export function checkTemplates(
  theme: Pick<ThemePackage, "files">,
  templates: ReadonlyMap<string, string>,
): readonly TemplateFault[] {
  const liquid = new ThemeLiquid(theme);
  const faults: TemplateFault[] = [];
  for (const [path, source] of templates) {
    try {
      liquid.parse(source, path);
    } catch (error) {
      faults.push(faultOf(error, path));
    }
  }
  return faults;
}
