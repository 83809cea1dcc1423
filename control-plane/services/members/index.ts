export { actingMember, type ActingMember } from "./acting-member.ts";
export { addMember } from "./add-member.ts";
export { changeRole } from "./change-role.ts";
export { membershipsOf } from "./memberships-of.ts";
export { getMember, hasText, listMembers } from "./list-members.ts";
export { lockMembers } from "./lock-members.ts";
export { leaveTenant, removeMember } from "./remove-member.ts";
export { signMemberOut } from "./sign-member-out.ts";
