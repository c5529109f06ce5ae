/** The path of one user, or of a request below it. */
export const ONE_USER: RegExp = /^\/Users\/[^/?]+/;

/** The path of users, of all or of one. */
export const USERS: RegExp = /^\/Users(?:[/?]|$)/;

/** The path of groups, of all or of one. */
export const GROUPS: RegExp = /^\/Groups(?:[/?]|$)/;
