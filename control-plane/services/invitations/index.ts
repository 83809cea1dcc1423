export { acceptInvitation, signUpByInvitation } from "./accept-invitation.ts";
export { resendInvitation, revokeInvitation } from "./change-invitation.ts";
export { createInvitation } from "./create-invitation.ts";
export { inviteMember } from "./invite-member.ts";
export { listInvitations } from "./list-invitations.ts";
export { previewInvitation } from "./preview-invitation.ts";
