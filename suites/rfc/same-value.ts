/**
 * Whether two values say the same: the items of a multi-valued attribute have no order (RFC 7643 §2.4), and null and []
 * are unassigned (RFC 7643 §2.5).
 */
export function sameValue(one: unknown, other: unknown): boolean {
  const [a, b] = [isAssigned(one) ? one : undefined, isAssigned(other) ? other : undefined];
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    const left = [...b];
    return a.every((item) => {
      const at = left.findIndex((candidate) => sameValue(item, candidate));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null || Array.isArray(b)) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => sameValue(memberOf(a, name), memberOf(b, name)));
}

/** Whether an attribute has a value: it is there, is not null and not an empty list (RFC 7643 §2.5). */
export function isAssigned(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function memberOf(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}
