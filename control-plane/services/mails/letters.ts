import { invitationDays } from "#domain/identity/index.ts";
import { quotaResources, type QuotaResource } from "#domain/quota/index.ts";
import { writeMail, type MailContent } from "./write-mail.ts";

/** What the platform writes to people. Most `url`s hold a token. */
export const letters = {
  verifyEmail: (name: string, url: string): MailContent =>
    writeMail({
      subject: "Confirm your e-mail address",
      before: [`Hello ${name},`, "please confirm that this address is yours. Your account is ready then."],
      link: { label: "Confirm the address", url },
      after: ["The link is good for a day. If you did not sign up, do nothing: no account is made."],
    }),
  signUpAnew: (url: string): MailContent =>
    writeMail({
      subject: "Sign up once more",
      before: [
        "Hello,",
        "somebody, probably you, asked once more for the mail that confirms this address. Several wanted to sign up with it, perhaps not all of them you, so that we confirm none of it.",
      ],
      link: { label: "Sign up with a password of your own", url },
      after: ["Then follow the link of the mail that comes. If it was not you, do nothing: no account is made."],
    }),
  accountExists: (name: string, url: string): MailContent =>
    writeMail({
      subject: "You have an account already",
      before: [
        `Hello ${name},`,
        "somebody, probably you, tried to sign up with this address, which has an account already. Nothing was changed.",
      ],
      link: { label: "Sign in, or choose a new password", url },
      after: ["If it was not you, do nothing."],
    }),
  resetPassword: (name: string, url: string, minutes: number): MailContent =>
    writeMail({
      subject: "Choose a new password",
      before: [`Hello ${name},`, "somebody, probably you, asked to choose a new password for your account."],
      link: { label: "Choose a new password", url },
      after: [`The link is good for ${minutes} minutes and once. If it was not you, do nothing.`],
    }),
  passwordChanged: (name: string, appOrigin: string): MailContent =>
    writeMail({
      subject: "Your password was changed",
      before: [
        `Hello ${name},`,
        "the password of your account was changed, and all other devices were signed out.",
        `If it was not you, choose a new password at once, at ${appOrigin}/forgot-password.`,
      ],
    }),
  secondFactorChanged: (name: string, isOn: boolean): MailContent =>
    writeMail({
      subject: isOn ? "A second factor protects your account" : "Your account has no second factor any more",
      before: [
        `Hello ${name},`,
        isOn
          ? "signing in by password asks for a code of your authenticator from now on."
          : "signing in by password asks for no code of your authenticator any more.",
        "If it was not you, change your password at once.",
      ],
    }),
  invitation: (tenant: string, inviter: string | null, role: string, url: string): MailContent =>
    writeMail({
      subject: `You are invited to ${tenant}`,
      before: [
        "Hello,",
        inviter === null
          ? `you are invited to ${tenant} as ${role}.`
          : `${inviter} invites you to ${tenant} as ${role}.`,
      ],
      link: { label: "See the invitation", url },
      after: [`It is good for ${invitationDays} days. If you do not know ${tenant}, do nothing.`],
    }),
  nearLimit: (
    name: string,
    tenant: string,
    { resource, used, limit }: { readonly resource: QuotaResource; readonly used: number; readonly limit: number },
  ): MailContent =>
    writeMail({
      subject: `${tenant} comes near a limit`,
      before: [
        `Hello ${name},`,
        `${tenant} uses ${used} of ${limit} ${quotaResources[resource].noun}.`,
        resource === "bandwidth"
          ? "Its websites go on being served beyond that. From 110 % on, nothing new can be created or uploaded until the month ends."
          : "Once all of it is used, more is refused; what is there stays as it is.",
        "A higher tier allows more: ask the platform for it.",
      ],
    }),
} as const;
