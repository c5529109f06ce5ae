import type { JumpCloudDecisions } from "./decisions.ts";

/** The SSO side of an application in the console of JumpCloud, as far as it is data. */
export interface Application {
  readonly displayLabel: string;
  /** Where people sign in: `https://sso.jumpcloud.com/saml2/<applicationname>` unless it was set before saving. */
  readonly idpUrl: string;
  readonly state: "draft" | "saved" | "deleted";
  /** Sets the last part of the sign-in URL. Throws RangeError once the application is saved. */
  setIdpUrl(url: string): void;
  save(): void;
  /** Deletes it, when the number of chosen applications (one) was typed. Gives what the administrator is told. */
  delete(typed: string): { ok: boolean; message: string };
}

/** A new application that is not saved. */
export function createApplication(displayLabel: string, decisions: JumpCloudDecisions): Application {
  let idpUrl = decisions.defaultIdpUrl(displayLabel.toLowerCase().replaceAll(/[^a-z0-9]+/g, ""));
  let state: Application["state"] = "draft";
  return {
    displayLabel,
    get idpUrl() {
      return idpUrl;
    },
    get state() {
      return state;
    },
    setIdpUrl(url) {
      if (!decisions.idpUrlIsOpen({ saved: state !== "draft" }))
        throw new RangeError(
          "the SSO IdP URL is final once the application is saved: delete the application, make another",
        );
      idpUrl = url;
    },
    save() {
      state = "saved";
    },
    delete(typed) {
      if (!decisions.deletionIsConfirmed({ typed, chosen: 1 }))
        return { ok: false, message: "Type the number of applications to be deleted." };
      state = "deleted";
      return { ok: true, message: "The application was deleted." };
    },
  };
}
