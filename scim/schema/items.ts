import type { Json, JsonObject } from "../resource.ts";
import { equalValues, isObject } from "../value.ts";
import { comparableValue } from "./comparable.ts";
import type { AttributeDefinition } from "./definition.ts";
import { attributeNamed } from "./find.ts";

/**
 * The items of a multi-valued attribute with others added. An item that is there already is not added again, but gains
 * what the other says more (RFC 7643 §2.4, RFC 7644 §3.5.2.1). A primary item among the added is the only one after.
 */
export function addItems(definition: AttributeDefinition, items: Json[], added: Json[]): Json[] {
  const result = [...items];
  const places = new Map<string, number[]>();
  for (const [index, item] of result.entries()) remember(places, keyOf(definition, item), index);
  let primary: number | undefined;
  for (const item of added) {
    const key = keyOf(definition, item);
    let place = places.get(key)?.find((index) => isSame(result[index], item));
    if (place === undefined) {
      place = result.push(item) - 1;
      remember(places, key, place);
    } else {
      result[place] = joined(definition, result[place], item);
    }
    if (isPrimary(item)) primary = place;
  }
  return primary === undefined ? result : onlyPrimary(result, primary);
}

/** The items with `primary` taken from every other than the one at this place (RFC 7644 §3.5.2). */
export function onlyPrimary(items: Json[], place: number): Json[] {
  return items.map((item, index) => (index !== place && isPrimary(item) ? { ...item, primary: false } : item));
}

/** Whether an item is the preferred one (RFC 7643 §2.4). */
export function isPrimary(item: Json | undefined): item is JsonObject {
  return isObject(item) && item["primary"] === true;
}

function remember(places: Map<string, number[]>, key: string, index: number): void {
  const there = places.get(key);
  if (there) there.push(index);
  else places.set(key, [index]);
}

// Items that could be the same share a key: what `value` is compared by, or none for items without one.
function keyOf(definition: AttributeDefinition, item: Json): string {
  if (!isObject(item)) return JSON.stringify(comparableValue(item, definition));
  const value = item["value"];
  const subAttribute = attributeNamed(definition.subAttributes ?? [], "value");
  return value === undefined || !subAttribute ? "" : JSON.stringify(comparableValue(value, subAttribute));
}

// Equal values under several types are several items (RFC 7643 §2.4); a missing type leaves the item open.
function isSame(item: Json | undefined, other: Json): boolean {
  if (!isObject(item) || !isObject(other)) return true;
  if (other["value"] === undefined) {
    return Object.entries(other).every(([name, value]) => equalValues(item[name], value));
  }
  const [type, otherType] = [item["type"], other["type"]];
  return type === undefined || otherType === undefined || equalValues(type, otherType);
}

// What was set for good stays (RFC 7643 §7), and so does the spelling of a value that only differs in letter case.
function joined(definition: AttributeDefinition, item: Json | undefined, other: Json): Json {
  if (!isObject(item) || !isObject(other)) return item ?? other;
  const result = { ...item };
  for (const [name, value] of Object.entries(other)) {
    const mutability = attributeNamed(definition.subAttributes ?? [], name)?.mutability;
    if (item[name] === undefined || (mutability !== "immutable" && name !== "value")) result[name] = value;
  }
  return result;
}
