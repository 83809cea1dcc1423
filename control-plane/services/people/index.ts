export { createPerson } from "./create-person.ts";
export { endImpersonation } from "./end-impersonation.ts";
export { impersonate } from "./impersonate.ts";
export { getPerson, listPeople } from "./list-people.ts";
export { setPlatformRole } from "./set-platform-role.ts";
export { signPersonOut } from "./sign-person-out.ts";
