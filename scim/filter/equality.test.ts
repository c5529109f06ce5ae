import { describe, expect, it } from "vitest";
import { equalityOf, parseFilter } from "../index.ts";

describe("the equality that a filter demands", () => {
  it("is found alone and inside and", () => {
    expect(equalityOf(parseFilter('userName eq "x"'))).toMatchObject({ path: { attribute: "userName" }, value: "x" });
    expect(equalityOf(parseFilter('active eq true and (title pr and id eq "7")'))).toMatchObject({ value: true });
    expect(equalityOf(parseFilter('title pr and id eq "7"'))).toMatchObject({ path: { attribute: "id" }, value: "7" });
  });

  it.each(['userName ne "x"', "userName eq null", 'not (userName eq "x")', 'userName eq "x" or title pr', "title pr"])(
    "is none in %s",
    (filter) => expect(equalityOf(parseFilter(filter))).toBeUndefined(),
  );
});
