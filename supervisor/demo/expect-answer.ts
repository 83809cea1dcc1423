import type { z } from "zod";
import { describeAnswer, type ApiCall, type ApiClient } from "./api-client.ts";

/** The body of an answer of one of these statuses. Throws with the API's own words for any other. */
export async function expectAnswer<Schema extends z.ZodType>(
  api: ApiClient,
  call: ApiCall,
  statuses: readonly number[],
  schema: Schema,
): Promise<z.output<Schema>> {
  const answer = await api.call(call);
  if (!statuses.includes(answer.status)) {
    throw new Error(`${call.method} ${call.path} was refused: ${describeAnswer(answer)}`);
  }
  return schema.parse(answer.body);
}
