import type { Customer, User8x8 } from "../../../profiles/index.ts";
import {
  applyPatch,
  isObject,
  type Operation,
  type PatchPath,
  parsePatchPath,
  ScimError,
  USER,
} from "../../../scim/index.ts";
import { readAttributes } from "./reading.ts";
import { urnsRead, urnsShown, userTypeOf } from "./schema.ts";
import type { World } from "./world.ts";

/** An operation with a path: what a path-less one falls into. */
type Part = Operation & { path: PatchPath };

/** Whether an operation is about `active`. */
export function isActivation({ path, filter }: PatchPath): boolean {
  const core = path.schema === undefined || path.schema.toLowerCase() === USER.toLowerCase();
  return core && filter === undefined && path.subAttribute === undefined && path.attribute.toLowerCase() === "active";
}

/** The user after a PATCH: all operations or none; what becomes of others than `active` is told by the options (C-12). */
export function patched(world: World, customer: Customer, user: User8x8, operations: Operation[]): User8x8 {
  const { decide, options } = world;
  const parts = operations.flatMap((operation) => split(world, operation));
  const allowed = parts.filter(({ path }) => decide.patchable(customer, path, operations));
  const other = parts.find((part) => !allowed.includes(part));
  if (other !== undefined) {
    const rejects = allowed.length > 0 ? options.patchMixed === "reject-all" : options.patchOther === "reject";
    if (rejects)
      throw new ScimError(400, "mutability", `PATCH changes active only, not ${other.path.path.attribute}; use PUT`);
  }
  let active = user.active;
  for (const part of allowed.filter(({ path }) => isActivation(path))) active = activation(world, part);
  const rest = allowed.filter(({ path }) => !isActivation(path));
  return rest.length === 0 ? { ...user, active } : { ...rewritten(world, customer, user, rest), active };
}

function activation({ decide }: World, { op, value }: Part): boolean {
  if (op !== "remove" && value !== undefined && value !== null) return decide.readActive(value);
  throw new ScimError(400, op === "remove" ? "mutability" : "invalidValue", "active is true or false");
}

/** The user as a PUT of the patched representation would leave it. */
function rewritten(world: World, customer: Customer, user: User8x8, parts: Part[]): User8x8 {
  const { decide } = world;
  const shown = decide.represent(customer, user);
  // Where both URNs of the extension are shown, the values stand twice: what is patched is those under the first.
  for (const urn of urnsShown(world.options).slice(1)) delete shown[urn];
  const body = applyPatch(shown, parts, userTypeOf(world.options));
  const { active: _, ...after } = decide.replace(customer, user, body);
  // What the patched representation lacks was removed by an operation, whatever a PUT does with absent attributes.
  return { ...after, ...readAttributes(world, body, user, "clear"), active: user.active };
}

/** The parts of an operation; a path-less one has a part for every attribute that its value names. */
function split(world: World, { op, path, value }: Operation): Part[] {
  if (path !== undefined) return [{ op, path: underShownUrn(world, path), ...(value === undefined ? {} : { value }) }];
  if (!isObject(value)) throw new ScimError(400, "invalidValue", `${op} without a path takes an object`);
  return Object.entries(value).flatMap(([name, member]): Part[] => {
    const inside = name.toLowerCase().startsWith("urn:") && isObject(member);
    const members = inside
      ? Object.entries(member).map(([part, each]) => [`${name}:${part}`, each] as const)
      : [[name, member] as const];
    return members.map(([text, each]) => ({ op, path: underShownUrn(world, parsePatchPath(text)), value: each }));
  });
}

/** A path under one of the URNs of the 8x8 extension, put under the one that the representation has. */
function underShownUrn({ options }: World, patchPath: PatchPath): PatchPath {
  const urn = patchPath.path.schema?.toLowerCase();
  if (!urnsRead(options).some((each) => each.toLowerCase() === urn)) return patchPath;
  return { ...patchPath, path: { ...patchPath.path, schema: urnsShown(options)[0] } };
}
