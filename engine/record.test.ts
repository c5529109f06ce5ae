import { describe, expect, it } from "vitest";
import type { Exchange } from "../scim/index.ts";
import { createRecord } from "./record.ts";

function exchange(id: number, length: number): Exchange {
  const text = JSON.stringify("x".repeat(length - 2));
  return {
    id,
    step: "probe",
    request: { method: "GET", url: "https://scim.example.com/Users", path: "/Users", headers: {} },
    response: { status: 200, headers: {}, text, body: JSON.parse(text), validUtf8: true },
    startedAt: 0,
    durationMs: 1,
  };
}

describe("the record of exchanges", () => {
  it("keeps everything of a target that sends what is usual", () => {
    const { exchanges, keep } = createRecord();
    const sent = Array.from({ length: 3000 }, (_, index) => exchange(index + 1, 2000));
    for (const each of sent) keep(each);
    expect(exchanges).toEqual(sent);
  });

  it("lets the oldest bodies give way when it gets too much, and says how long they were", () => {
    const { exchanges, keep } = createRecord(10_000);
    const sent = [exchange(1, 4000), exchange(2, 500), exchange(3, 4000), exchange(4, 4000)];
    for (const each of sent) keep(each);
    expect(exchanges.map(({ response }) => response.cut)).toEqual([4000, undefined, undefined, undefined]);
    expect(exchanges[0]!.response).toMatchObject({ status: 200, text: sent[0]!.response.text.slice(0, 1000) });
    expect(exchanges[0]!.response.body).toBeUndefined();
    // A rule that still judges it has it whole.
    expect(sent[0]!.response.body).toHaveLength(3998);
  });

  it("stays within its bound, but for the latest", () => {
    const { exchanges, keep } = createRecord(20_000);
    for (let id = 1; id <= 100; id++) keep(exchange(id, 15_000));
    const whole = exchanges.filter(({ response }) => response.cut === undefined);
    expect(whole.map(({ id }) => id)).toEqual([100]);
    expect(exchanges).toHaveLength(100);
  });

  it("begins anew when it was emptied", () => {
    const { exchanges, keep } = createRecord(10_000);
    for (let round = 0; round < 5; round++) {
      exchanges.length = 0;
      for (let id = 1; id <= 2; id++) keep(exchange(id, 4000));
      expect(exchanges.map(({ response }) => response.cut)).toEqual([undefined, undefined]);
    }
  });
});
