import { randomBytes } from "node:crypto";
import { Breaches, type Attack } from "../breaches.ts";
import { codeOf } from "../caller.ts";
import { mailTo } from "#test/integration/contract/sessions.ts";
import { tokenIn } from "#test/integration/identity/identity-client.ts";

let guests = 0;

/** An invitation is good once, for the address that it was sent to, while it is neither taken back nor sent anew. */
export const invitations: Attack = async ({ call, platform, anna, berta, stranger }) => {
  const breaches = new Breaches();
  const { cookie } = stranger;
  const refuse = async (what: string, path: string, input: { cookie?: string; body: unknown }) => {
    const answer = await call("POST", `/auth/invitations/${path}`, input);
    breaches.unless(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const { token } = berta.invitation;
  const other = await refuse("another person accepts it", "accept", { cookie, body: { token } });
  breaches.unless(codeOf(other) === "forbidden", `another person is told ${codeOf(other)}`);
  await refuse("a stranger accepts it without a session", "accept", { body: { token } });
  const guesses = [
    randomBytes(32).toString("base64url"),
    "A".repeat(43),
    token.toUpperCase(),
    `${token.slice(0, 42)}A`,
  ];
  for (const guess of guesses.filter((each) => each !== token)) {
    await refuse("a guess", "accept", { cookie, body: { token: guess } });
    await refuse("a guess is looked at", "preview", { body: { token: guess } });
  }

  guests += 1;
  const email = `guest-${guests}@attack.example`;
  const owner = await anna.people.owner.tokenFor(anna.tenantId);
  const invited = await call("POST", "/tenant/invitations", { token: owner, body: { email, role: "viewer" } });
  const first = tokenIn(await mailTo(platform, email));
  const resent = await call("POST", `/tenant/invitations/${invited.body.invitationId}/resend`, { token: owner });
  breaches.unless(resent.status === 200, `it is not sent again: ${resent.text}`);
  const joining = { name: "Guest", password: "tangerine umbrella 44" };
  await refuse("the mail before the last", "sign-up", { body: { ...joining, token: first } });
  await refuse("with a role of one's own", "sign-up", { body: { ...joining, token: first, role: "owner" } });

  guests += 1;
  const next = `guest-${guests}@attack.example`;
  const made = await call("POST", "/tenant/invitations", { token: owner, body: { email: next, role: "viewer" } });
  const good = tokenIn(await mailTo(platform, next));
  const rivals = await Promise.all(
    Array.from({ length: 4 }, () => call("POST", "/auth/invitations/sign-up", { body: { ...joining, token: good } })),
  );
  const joined = rivals.filter(({ status }) => status === 200).length;
  breaches.unless(joined === 1, `of four who use it at once ${joined} join`);
  await refuse("used again", "sign-up", { body: { ...joining, token: good } });
  const revoked = await call("DELETE", `/tenant/invitations/${made.body.invitationId}`, { token: owner });
  breaches.unless(revoked.status >= 400, "one that was accepted is taken back");
  return breaches.found;
};
