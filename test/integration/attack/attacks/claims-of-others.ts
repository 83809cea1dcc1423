import { randomUUID } from "node:crypto";
import { Breaches, type Attack } from "../breaches.ts";

/** Keys, versions and cursors are good for whom they were given; of two who change one thing, one does; logs are read alone. */
export const claimsOfOthers: Attack = async ({ call, platform, anna, berta }) => {
  const breaches = new Breaches();
  const tokenOf = async ({ people, tenantId }: typeof anna, role: "owner" | "administrator") =>
    people[role].tokenFor(tenantId);
  const [mine, colleague, theirs] = [
    await tokenOf(anna, "owner"),
    await tokenOf(anna, "administrator"),
    await tokenOf(berta, "owner"),
  ];

  const headers = { "Idempotency-Key": randomUUID() };
  const invite = (token: string, name: string) =>
    call("POST", "/tenant/invitations", { token, headers, body: { email: `${name}@attack.example`, role: "viewer" } });
  const name = randomUUID();
  const [first, again, other, foreign] = [
    await invite(theirs, name),
    await invite(theirs, name),
    await invite(theirs, randomUUID()),
    await invite(mine, name),
  ];
  breaches.unless(again.text === first.text, "the same call with one key is answered otherwise");
  breaches.unless(other.status >= 400, `a key is good for another call: ${other.status}`);
  breaches.unless(foreign.body.invitationId !== first.body.invitationId, "a key gives another tenant's answer");
  const byColleague = await invite(colleague, name);
  breaches.unless(byColleague.status === 409, `a colleague's key gives one's own answer: ${byColleague.status}`);

  const profile = await call("GET", "/tenant/profile", { token: mine });
  const match = { "If-Match": profile.headers.get("ETag")! };
  const rename = (n: number) =>
    call("PATCH", "/tenant/profile", { token: mine, headers: match, body: { name: `anna ${n} ${name}` } });
  const rivals = await Promise.all([1, 2, 3, 4, 5].map(rename));
  const won = rivals.filter(({ status }) => status < 300).length;
  breaches.unless(won === 1, `of five who change one version ${won} do: ${rivals.map(({ status }) => status).join()}`);
  const bare = await call("PATCH", "/tenant/profile", { token: mine, body: { name: "Anything" } });
  breaches.unless(bare.status === 428, `a change of no version is made: ${bare.status}`);
  for (const tag of ["*", 'W/"1"', '"1", "2"', '"999999999999999999999"', '"-1"', "1"]) {
    const { status } = await call("PATCH", "/tenant/profile", {
      token: mine,
      headers: { "If-Match": tag },
      body: { name: "Anything" },
    });
    breaches.unless(status >= 400 && status < 500, `If-Match: ${tag} is taken: ${status}`);
  }

  const lists = ["/tenant/members", "/tenant/invitations", "/tenant/audit", "/websites"];
  for (const path of lists) {
    const page = await call("GET", `${path}?limit=1`, { token: theirs });
    const cursors = [
      page.body.cursor,
      berta.ids["personId"],
      berta.ids["websiteId"],
      "0",
      "-1",
      "eyJhIjoxfQ",
      randomUUID(),
    ];
    for (const cursor of cursors.filter((each) => each !== null)) {
      const { status, text } = await call("GET", `${path}?cursor=${encodeURIComponent(String(cursor))}`, {
        token: mine,
      });
      breaches.unless(
        status < 500 && !text.includes("berta"),
        `${path} with a cursor ${cursor}: ${status} ${text.slice(0, 200)}`,
      );
    }
  }
  for (const limit of ["0", "-1", "1e9", "100000", "1&limit=1"]) {
    const { status } = await call("GET", `/tenant/members?limit=${limit}`, { token: mine });
    breaches.unless(status === 400, `a list takes limit=${limit}: ${status}`);
  }

  for (const path of ["/tenant/audit", "/tenant/audit/export", "/admin/audit", "/admin/audit/export"]) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      for (const token of [mine, platform.token]) {
        const { status } = await call(method, path, { token, body: {} });
        breaches.unless(status === 405, `${method} ${path}: ${status}`);
      }
    }
  }
  return breaches.found;
};
