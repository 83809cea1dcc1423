import type { ImportServices } from "./context.ts";

export const converters: ImportServices["converters"] = {
  wxr: () => {
    throw new Error("wxr is not there yet");
  },
};
