import { z } from "zod";
import { documentPathSchema, documentSchema, type Document } from "#domain/document/index.ts";

/** A document as it is edited: where it stands is beside it. */
export const workingCopySchema = documentSchema.omit({ status: true });
export type WorkingCopy = z.infer<typeof workingCopySchema>;

/** A path that somebody chooses, its letters composed as browsers send them: two ways to write an é are one address. */
const chosenPathSchema = documentPathSchema.normalize("NFC");

/** A document to be made: what has a default may be left out, and its id and path too, which are then made. */
export const newDocumentSchema = workingCopySchema
  .partial({ documentId: true })
  .extend({ path: chosenPathSchema.optional() });
export type NewDocument = z.infer<typeof newDocumentSchema>;

/** What is left out stays. Of `seo` as well; all else is given whole. */
export type DocumentChanges = {
  [Field in Exclude<keyof WorkingCopy, "documentId" | "seo">]?: WorkingCopy[Field] | undefined;
} & { seo?: Partial<WorkingCopy["seo"]> | undefined };

export const documentChangesSchema = changesOf();

function changesOf(): z.ZodType<DocumentChanges> {
  const { documentId: _, seo, ...shape } = workingCopySchema.shape;
  return z.strictObject({
    ...withoutDefaults(shape),
    path: chosenPathSchema.optional(),
    seo: z.strictObject(withoutDefaults(seo.unwrap().shape)).optional(),
  });
}

/** Their defaults stand for what a new document leaves out; here they would undo what is there. */
function withoutDefaults(shape: z.core.$ZodLooseShape): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      const bare = schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : (schema as z.ZodType);
      return [name, bare.optional()];
    }),
  );
}

/** The working copy with the changes made. */
export function withChanges(copy: WorkingCopy, { seo, ...changes }: DocumentChanges): WorkingCopy {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const seoGiven = Object.fromEntries(Object.entries(seo ?? {}).filter(([, value]) => value !== undefined));
  return { ...copy, ...given, seo: { ...copy.seo, ...seoGiven } };
}

/** The document that visitors get of it. */
export function documentOfCopy(copy: WorkingCopy, status: Document["status"]): Document {
  return { ...copy, status };
}
