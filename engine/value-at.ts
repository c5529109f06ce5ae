const STEP = /^([^.[\]]+)(?:\[([^\]]*)\])?(?:\.(.*))?$/;

/**
 * The value at a path of a resource, read literally (letter case counts): `name.familyName`, `emails[work].value` for
 * the item of that type, `emails[0].value` by position, `urn:…:User:department` for an attribute of an extension, and
 * `urn:…:User` for its container. Undefined where there is none.
 */
export function valueAt(resource: unknown, path: string): unknown {
  if (typeof resource !== "object" || resource === null) return undefined;
  if (path.startsWith("urn:")) {
    const container = Object.keys(resource).find((key) => path === key || path.startsWith(`${key}:`));
    if (container !== undefined) {
      const extension = (resource as Record<string, unknown>)[container];
      return path === container ? extension : valueAt(extension, path.slice(container.length + 1));
    }
    const core = /^urn:ietf:params:scim:schemas:core:2\.0:\w+:(.+)$/.exec(path);
    return core === null ? undefined : valueAt(resource, core[1]!);
  }
  const step = STEP.exec(path);
  if (step === null) return undefined;
  const [, name, pick, rest] = step;
  let value: unknown = (resource as Record<string, unknown>)[name!];
  if (pick !== undefined) {
    if (!Array.isArray(value)) return undefined;
    value = /^\d+$/.test(pick)
      ? value[Number(pick)]
      : value.find((item) => (item as { type?: unknown } | null)?.type === pick);
  }
  return rest === undefined ? value : valueAt(value, rest);
}
