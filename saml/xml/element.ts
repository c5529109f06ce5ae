/** An attribute as it stands in the document; `namespace` is empty for one without a prefix. */
export interface XmlAttribute {
  namespace: string;
  /** Without the prefix. */
  name: string;
  value: string;
}

/** Character data; CDATA sections count as such. */
export interface XmlText {
  kind: "text";
  value: string;
}

export interface XmlComment {
  kind: "comment";
  value: string;
}

/** An element of a parsed document, as plain data. */
export interface XmlElement {
  kind: "element";
  namespace: string;
  /** Without the prefix. */
  name: string;
  attributes: XmlAttribute[];
  children: XmlNode[];
  parent: XmlElement | undefined;
}

export type XmlNode = XmlElement | XmlText | XmlComment;

/** The value of an attribute without a namespace. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((each) => each.name === name && each.namespace === "")?.value;
}

/** The child elements, all of them or those of a name. */
export function childElements(element: XmlElement, namespace?: string, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      child.kind === "element" &&
      (namespace === undefined || child.namespace === namespace) &&
      (name === undefined || child.name === name),
  );
}

/** The first child element of a name. */
export function childElement(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return childElements(element, namespace, name)[0];
}

/** Every node of a tree in document order, the root included. */
export function* nodes(root: XmlNode): Generator<XmlNode> {
  // Not by recursion, which a deep document would exhaust.
  const left: XmlNode[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    if (node.kind === "element") for (const child of node.children.toReversed()) left.push(child);
  }
}

/** Every element of a name at any depth in document order, the root included. */
export function elementsNamed(root: XmlElement, namespace: string, name: string): XmlElement[] {
  return [...nodes(root)].filter(
    (node): node is XmlElement => node.kind === "element" && node.namespace === namespace && node.name === name,
  );
}

/** All character data below an element, comments left out. */
export function textOf(element: XmlElement): string {
  let text = "";
  for (const node of nodes(element)) if (node.kind === "text") text += node.value;
  return text;
}
