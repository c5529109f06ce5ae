import {
  type Behaviour,
  type Projection,
  type Resource,
  type ResourceType,
  rfcBehaviour,
} from "../../../scim/index.ts";
import type { Representation } from "../provider.ts";

/** Texts of this many resources are kept ready. When there are more, all are dropped: what is read often comes back. */
const MOST_TEXTS = 10_000;

/** What responses show of resources: the decision `project`, with the usual text of a resource kept ready. */
export function representations(
  behaviour: Behaviour,
  type: ResourceType,
): (resource: Resource, projection: Projection) => Representation {
  // A stored resource is never changed, only replaced; so its text holds as long as it does. Another decision than the
  // conforming one may give another answer each time.
  const keeps = behaviour.project === rfcBehaviour.project;
  const texts = new Map<Resource, string>();

  return (resource, projection) => {
    const isPlain = projection.attributes === undefined && projection.excludedAttributes === undefined;
    if (!keeps || !isPlain) return behaviour.project(resource, type, projection);
    const kept = texts.get(resource);
    if (kept !== undefined) return kept;
    if (texts.size === MOST_TEXTS) texts.clear();
    const text = JSON.stringify(behaviour.project(resource, type, projection));
    texts.set(resource, text);
    return text;
  };
}
