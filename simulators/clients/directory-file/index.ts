export type { Column } from "./columns.ts";
export type { DirectoryFile } from "./csv.ts";
export type { FileFault } from "./fault.ts";
export { readDirectory } from "./read-directory.ts";
export type { ListedPerson } from "./row.ts";
export { type Deed, type PeopleVerb, readStory, type Story, type StoryStep } from "./story.ts";
