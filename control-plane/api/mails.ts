import type { Context, Hono } from "hono";
import { z } from "zod";
import type { MailFolder } from "../drivers/mail/index.ts";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { problemResponse } from "./problem.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;
type Call = Context<{ Variables: ControlPlaneVariables }>;

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
});

/** Mails that are kept in a folder, for the edge's page of them: it holds whoever reads them to the page's key. */
export function mountMails(app: App, { mailFolder }: ControlPlaneServices): void {
  app.get("/internal/mails", async (context) => {
    const folder = folderFor(context, mailFolder);
    const query = listSchema.safeParse(context.req.query());
    if (folder === null || !query.success) return nothingHere(context);
    return context.json(await folder.list({ limit: query.data.limit, cursor: query.data.cursor }));
  });
  app.get("/internal/mails/:mailId", async (context) => {
    const folder = folderFor(context, mailFolder);
    const mailId = z.uuid().safeParse(context.req.param("mailId")).data;
    const mail = folder === null || mailId === undefined ? null : await folder.find(mailId.toLowerCase());
    return mail === null ? nothingHere(context) : context.json(mail);
  });
}

function folderFor(context: Call, folder: MailFolder | null): MailFolder | null {
  return context.get("assertion").kind === "platform" ? folder : null;
}

function nothingHere(context: Call): Response {
  return problemResponse({ code: "route-not-found", detail: "There is nothing here." }, context.get("requestId"));
}
