/** A test of Microsoft's Logic App, by its name there. */
export interface Intent {
  name: string;
  /** An optional one that fails is a warning, and does not stand in the way of a listing. */
  isOptional?: true;
  /** Whether it goes through the provisioning engine, or calls the endpoint directly. */
  isProvisioned: boolean;
  rules: readonly string[];
}

const provisioned = (name: string, rule: string): Intent => ({
  name,
  isProvisioned: true,
  rules: [`entra-gallery/${rule}`],
});
const direct = (name: string, ...rules: string[]): Intent => ({
  name,
  isProvisioned: false,
  rules: rules.map((rule) => `entra-gallery/${rule}`),
});
const optional = (intent: Intent): Intent => ({ ...intent, isOptional: true });

/**
 * Every test of the Logic App, in its order. All mandatory ones have to pass or be skipped, and of the two of
 * authentication one has to pass: which of them it was does not show in a request, so both are one rule.
 */
export const intents: readonly Intent[] = [
  provisioned("Create_User_Test", "provisioned-user-is-created"),
  provisioned("Update_User_Test", "provisioned-changes-arrive"),
  provisioned("Disable_User_Test", "provisioned-user-is-disabled"),
  optional(provisioned("Delete_User_Test", "provisioned-user-is-deleted")),
  provisioned("User_Update_Manager_Test", "provisioned-manager-is-set-changed-and-removed"),
  provisioned("Restore_User_Test", "provisioned-user-is-restored"),
  provisioned("POD_User_Test", "user-is-provisioned-on-demand"),
  provisioned("Create_Group_Test", "provisioned-group-is-created"),
  provisioned("Update_Group_Test", "provisioned-group-is-renamed"),
  optional(provisioned("Delete_Group_Test", "provisioned-group-is-deleted")),
  provisioned("Group_Update_Add_Member_Test", "provisioned-member-is-added"),
  provisioned("Group_Update_Remove_Member_Test", "provisioned-member-is-removed"),
  provisioned("POD_Group_Test", "group-is-provisioned-on-demand"),
  optional(provisioned("Restore_Group_Test", "provisioned-group-is-restored")),
  direct("Schema_Discoverability_Test", "mapped-attributes-are-discovered", "group-schema-is-published"),
  direct("SCIM_Null_Update_Test", "empty-text-and-null-clear"),
  direct("SCIM_User_Create_Test", "user-is-created"),
  direct("SCIM_User_Update_Test", "user-is-updated"),
  direct("SCIM_Group_Create_Test", "group-is-created"),
  direct("SCIM_Group_Update_Test", "group-is-updated"),
  direct("Validate_Credentials_Test", "token-opens-the-endpoint"),
  direct("Federated_Identity_Test", "token-opens-the-endpoint"),
  direct("SCIM_User_Pagination_Test", "users-are-paged"),
  optional(direct("SCIM_Group_Pagination_Test", "groups-are-paged")),
  direct("SCIM_Update_Manager_Test", "manager-is-set-changed-and-removed"),
];
