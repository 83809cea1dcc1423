import { Breaches, forEach, type Attack } from "../breaches.ts";
import { headOf, RawRequest } from "../raw-request.ts";

const payloads = [
  "' or '1'='1",
  "'; drop schema platform cascade; --",
  "\\'; select pg_sleep(5); --",
  "') union select password from platform.accounts --",
  "%",
  "_",
  "${7*7}{{7*7}}",
  '{"$ne":null}',
  "\u0000",
  "\ud800",
  "x\r\nX-Evil: 1",
  "a".repeat(20_000),
];

/** Texts mean what they say, wherever they go: to SQL, JSON, headers and logs. */
export const injection: Attack = async (world) => {
  const { call, anna, berta, platform } = world;
  const breaches = new Breaches();
  const token = await anna.people.owner.tokenFor(anna.tenantId);
  const email = (text: string) => ({ email: text, password: text });
  await forEach(payloads, async (text) => {
    const query = encodeURIComponent(text.toWellFormed());
    const reads = [
      "/tenant/members?search=",
      "/tenant/members?cursor=",
      "/tenant/invitations?cursor=",
      "/websites?cursor=",
    ];
    const lists = await Promise.all(
      [...reads, "/tenant/audit?cursor=", "/tenant/audit?action=", "/tenant/audit?search="].map((path) =>
        call("GET", path + query, { token }),
      ),
    );
    const ofPlatform = [
      "/admin/tenants?search=",
      "/admin/tenants?cursor=",
      "/admin/people?search=",
      "/admin/audit?search=",
    ];
    const wide = await Promise.all(ofPlatform.map((path) => call("GET", path + query, { token: platform.token })));
    const writes = await Promise.all([
      call("POST", "/auth/sign-in", { body: email(text) }),
      call("POST", "/auth/invitations/preview", { body: { token: text } }),
      call("POST", "/auth/reset-password", { body: { token: text, password: "tangerine umbrella 46" } }),
      call("POST", "/tenant/invitations", { token, body: { email: text, role: "viewer" } }),
      call("PATCH", "/tenant/settings", { token, body: { contactName: text }, headers: { "If-Match": '"999"' } }),
      call("GET", `/tenant/members/${query}`, { token }),
      call("GET", `/websites/${anna.ids["websiteId"]}/documents/${query}`, { token }),
    ]);
    for (const { status, text: said } of [...lists, ...wide, ...writes]) {
      breaches.unless(status < 500, `${JSON.stringify(text.slice(0, 50))}: ${status} ${said.slice(0, 200)}`);
    }
    for (const { text: said } of lists) {
      breaches.unless(!said.includes(berta.name), `${JSON.stringify(text.slice(0, 50))} tells of another tenant`);
    }
  });
  const matching = await call("GET", "/tenant/members?search=%25", { token });
  breaches.unless(matching.body.items.length === 0, "a search reads % as anything");

  const bearer = `Authorization: Bearer ${token}`;
  const line = "GET /api/v1/tenant/profile";
  // What is no HTTP that the runtime takes, it answers itself, with a 500 of its own, before the API is asked.
  const heads: readonly [string, string, readonly string[], readonly number[]][] = [
    ["a right request", line, [bearer], [200]],
    ["two tokens", line, [bearer, bearer], [400, 401]],
    ["a token and nobody's", line, [bearer, "Authorization: Bearer x"], [400, 401]],
    ["two tenants", line, [bearer, `X-Tenant-ID: ${anna.tenantId}`, `X-Tenant-ID: ${berta.tenantId}`], [400]],
    ["a folded header", line, ["Authorization:", ` Bearer ${token}`], [400, 401]],
    ["two lengths", "POST /api/v1/tenant/profile", [bearer, "Content-Length: 0", "Content-Length: 5"], [400, 500]],
    [
      "a length and chunks",
      "POST /api/v1/tenant/profile",
      [bearer, "Content-Length: 4", "Transfer-Encoding: chunked"],
      [400, 405],
    ],
    ["a long header", line, [bearer, `X-Long: ${"a".repeat(200_000)}`], [0, 400, 431]],
    [
      "another host in the line",
      `GET http://${berta.hostname}/api/v1/tenant/profile`,
      [bearer],
      [200, 400, 404, 421, 500],
    ],
  ];
  for (const [what, first, lines, statuses] of heads) {
    const request = new RawRequest(world);
    request.send(headOf(world, first, lines));
    const { status, text } = await request.answer();
    breaches.unless(statuses.includes(status), `${what}: ${status} ${text.slice(0, 200)}`);
    breaches.unless(!text.includes(berta.tenantId), `${what} tells of another tenant`);
  }
  for (const id of ["x\ty", "<script>", "a".repeat(65), "é", "{}"]) {
    const { headers } = await call("GET", "/tenant/profile", {
      token,
      headers: { "X-Request-Id": Buffer.from(id).toString("latin1") },
    });
    breaches.unless(/^[\w.-]{1,64}$/.test(headers.get("X-Request-Id") ?? ""), `the id ${id} is taken as it is`);
  }
  return breaches.found;
};
