import { bodyOf, show, type Trial } from "../../../engine/index.ts";
import { itemsOf } from "./items.ts";

/** Expects a user to have exactly the e-mail addresses of these values, in any order. */
export async function expectEmails(t: Trial, path: string, values: string[]): Promise<void> {
  const after = await t.client.get(path);
  const seen = itemsOf(bodyOf(after), "emails").map(({ value }) => String(value));
  t.expect(after)
    .status(200)
    .that(seen.toSorted().join() === values.toSorted().join(), {
      summary: `GET ${path} shows the e-mail addresses ${show(seen)}, expected ${show(values)}`,
      seen,
      expected: values,
      attribute: "emails",
    });
}
