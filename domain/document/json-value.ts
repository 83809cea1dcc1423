import { z } from "zod";

/** Any JSON at all: one schema, so that descriptions of the API name it once. */
export const jsonValueSchema = z.json();
