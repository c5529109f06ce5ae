/** How a signed assertion is changed: what it says is another thing afterwards, or it is no assertion any more. */
export const TAMPERINGS = [
  "letter",
  "attribute left out",
  "element left out",
  "element twice",
  "elements swapped",
] as const;

/** One change, at the place of a number among those where it can be made. */
export interface Tampering {
  change: (typeof TAMPERINGS)[number];
  at: number;
}

/** An element of a document by its place in the text. */
interface Element {
  name: string;
  start: number;
  /** Behind its start tag. */
  inside: number;
  end: number;
  depth: number;
}

const TAG = /<(\/?)([\w.:-]+)((?:\s+[\w.:-]+="[^"]*")*)\s*(\/?)>/g;

/** A response with one change in its assertion, and in words what was changed, without any value. */
export function tampered(xml: string, { change, at }: Tampering): { xml: string; what: string } {
  const elements = elementsOf(xml);
  const assertion = elements.find(({ name }) => local(name) === "Assertion")!;
  const inAssertion = elements.filter(({ start, end }) => start >= assertion.start && end <= assertion.end);
  const of = (name: string): Element[] => inAssertion.filter((each) => local(each.name) === name);
  const within = (outer: Element[], place: number): boolean =>
    outer.some(({ start, end }) => place >= start && place < end);
  // What KeyInfo says is nothing that a service provider should believe.
  const free = of("KeyInfo");
  const content = inAssertion.filter(
    (each) => each !== assertion && !within(of("Signature"), each.start) && each !== assertion,
  );
  const pick = <Item>(items: readonly Item[]): Item => items[at % items.length]!;
  const inWords = (place: number): string => local(innermost(inAssertion, place).name);

  switch (change) {
    case "letter": {
      const place = pick(lettersOf(xml, inAssertion).filter((each) => !within(free, each)));
      const other = xml[place] === "z" ? "y" : "z";
      return { xml: xml.slice(0, place) + other + xml.slice(place + 1), what: `a letter of ${inWords(place)} changed` };
    }
    case "attribute left out": {
      const { start, length, name } = pick(attributesOf(xml, content));
      const what = `the attribute ${name} of ${inWords(start)} left out`;
      return { xml: xml.slice(0, start) + xml.slice(start + length), what };
    }
    case "element left out": {
      const { start, end, name } = pick(inAssertion.filter((each) => !within(free, each.start)));
      return { xml: xml.slice(0, start) + xml.slice(end), what: `${local(name)} left out` };
    }
    case "element twice": {
      const { start, end, name } = pick(content);
      return { xml: xml.slice(0, end) + xml.slice(start, end) + xml.slice(end), what: `${local(name)} twice` };
    }
    case "elements swapped": {
      const [one, next] = pick(neighbours(xml, content));
      const swapped = xml.slice(next.start, next.end) + xml.slice(one.start, one.end);
      return {
        xml: xml.slice(0, one.start) + swapped + xml.slice(next.end),
        what: `${local(one.name)} and ${local(next.name)} swapped`,
      };
    }
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The elements of a document in the order in which they begin. */
function elementsOf(xml: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  for (const { 0: tag, 1: closing, 2: name, 4: empty, index } of xml.matchAll(TAG)) {
    const behind = index + tag.length;
    if (closing) {
      open.pop()!.end = behind;
      continue;
    }
    const element = { name: name!, start: index, inside: behind, end: behind, depth: open.length };
    found.push(element);
    if (!empty) open.push(element);
  }
  return found;
}

function innermost(elements: Element[], place: number): Element {
  return elements.findLast(({ start, end }) => place >= start && place < end)!;
}

/** Where letters and digits stand in texts and in values of attributes. */
function lettersOf(xml: string, elements: Element[]): number[] {
  const { start, end } = elements[0]!;
  const places: number[] = [];
  const collect = (text: string, offset: number): void => {
    // The last letters of Base64 may hold bits that mean nothing.
    const meant = text.replace(/..=+$/, (last) => " ".repeat(last.length));
    for (const { index } of meant.matchAll(/[A-Za-z0-9]/g)) places.push(offset + index);
  };
  const part = xml.slice(start, end);
  for (const { 0: value, index } of part.matchAll(/(?<=>)[^<>]+(?=<)|(?<==")[^"<>]+(?=")/g))
    collect(value, start + index);
  return places;
}

/** The attributes of elements, declarations of namespaces among them. */
function attributesOf(xml: string, elements: Element[]): { start: number; length: number; name: string }[] {
  return elements.flatMap(({ start, inside }) =>
    [...xml.slice(start, inside).matchAll(/\s([\w.:-]+)="[^"]*"/g)].map(({ 0: text, 1: name, index }) => ({
      start: start + index,
      length: text.length,
      name: name!,
    })),
  );
}

/** Elements with the one that follows them, where both differ. */
function neighbours(xml: string, elements: Element[]): [Element, Element][] {
  const text = ({ start, end }: Element): string => xml.slice(start, end);
  return elements.flatMap((one): [Element, Element][] => {
    const next = elements.find(({ start, depth }) => start === one.end && depth === one.depth);
    return next === undefined || text(one) === text(next) ? [] : [[one, next]];
  });
}
