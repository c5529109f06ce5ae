import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainingOrder, type Interval } from "./linearizability.ts";

/** A call on one number: writes it, adds to it, or reads it. */
interface Call extends Interval {
  name: string;
  write?: number;
  add?: number;
  /** What it was answered. */
  read?: number;
}

function next(state: number, { write, add, read }: Call): number[] {
  if (read !== undefined && read !== state) return [];
  return [write ?? state + (add ?? 0)];
}

/** The names of the calls in an order that explains them from 0 on. */
function explained(...calls: Call[]): string | undefined {
  return explainingOrder(calls, 0, next)
    ?.map(({ name }) => name)
    .join(" ");
}

describe("an order that explains calls", () => {
  it("is none to look for where there are no calls", () => {
    expect(explained()).toBe("");
  });

  it("is the one in which they came, where none overlap", () => {
    const [write, read] = [
      { name: "write", start: 1, end: 2, write: 5 },
      { name: "read", start: 3, end: 4, read: 5 },
    ];
    expect(explained(read, write)).toBe("write read");
  });

  it("may be any where they overlap", () => {
    const read = { name: "read", start: 3, end: 4 };
    const one = { name: "one", start: 1, end: 2, write: 1 };
    const two = { name: "two", start: 1, end: 2, write: 2 };
    expect(explained(one, two, { ...read, read: 1 })).toBe("two one read");
    expect(explained(one, two, { ...read, read: 2 })).toBe("one two read");
  });

  it("lets a read that overlaps a write see the state before or after it", () => {
    const write = { name: "write", start: 1, end: 4, write: 5 };
    expect(explained(write, { name: "read", start: 2, end: 3, read: 0 })).toBe("read write");
    expect(explained(write, { name: "read", start: 2, end: 3, read: 5 })).toBe("write read");
  });

  it("takes calls that touch for overlapping", () => {
    const calls = [
      { name: "read", start: 1, end: 2, read: 5 },
      { name: "write", start: 2, end: 3, write: 5 },
    ];
    expect(explained(...calls)).toBe("write read");
  });

  it("is missing for a lost update", () => {
    const one = { name: "one", start: 1, end: 4, add: 1 };
    const two = { name: "two", start: 2, end: 3, add: 1 };
    expect(explained(one, two, { name: "read", start: 5, end: 6, read: 2 })).toBe("one two read");
    expect(explained(one, two, { name: "read", start: 5, end: 6, read: 1 })).toBeUndefined();
  });

  it("is missing for a read of what was overwritten before it started", () => {
    const one = { name: "one", start: 1, end: 2, write: 1 };
    const two = { name: "two", start: 3, end: 4, write: 2 };
    expect(explained(one, two, { name: "read", start: 5, end: 6, read: 1 })).toBeUndefined();
  });

  it("follows every state that a call may have left", () => {
    const toss: Call = { name: "toss", start: 1, end: 2 };
    const read: Call = { name: "read", start: 3, end: 4, read: 7 };
    const either = (state: number, call: Call): number[] => (call === toss ? [6, 7] : next(state, call));
    expect(explainingOrder([toss, read], 0, either)).toEqual([toss, read]);
  });

  it("is found for whatever a service provider did that takes one call after the other", () => {
    const calls = fc.array(fc.record({ add: fc.integer(), width: fc.nat(9), at: fc.nat(20) }), { maxLength: 7 });
    fc.assert(
      fc.property(calls, (planned) => {
        let state = 0;
        const history = planned
          .toSorted((one, other) => one.at - other.at)
          .map(({ add, width, at }, index): Call => {
            const call = { name: String(index), start: at - width, end: at + width, add, read: state };
            state += add;
            return call;
          });
        const order = explainingOrder(history.toReversed(), 0, next);
        expect(order?.length).toBe(history.length);
        expect(order?.reduce((sum, call) => next(sum, call)[0] ?? Number.NaN, 0)).toBe(state);
      }),
    );
  });

  it("is looked for in a moment among many calls that cannot be explained", () => {
    const many = Array.from({ length: 12 }, (_, index): Call => ({ name: String(index), start: 1, end: 2, add: 1 }));
    expect(explained(...many, { name: "read", start: 3, end: 4, read: 11 })).toBeUndefined();
  });
});
