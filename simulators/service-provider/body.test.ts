import { describe, expect, it } from "vitest";
import { MOST_BYTES, readBody } from "./body.ts";

function post(body: RequestInit["body"], headers: Record<string, string> = {}): Promise<unknown> {
  return readBody(
    new Request("http://h/Users", {
      method: "POST",
      ...(body !== undefined && { body }),
      duplex: "half",
      headers: { "content-type": "application/scim+json", ...headers },
    }),
  );
}

function endless(counted: { chunks: number }): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      counted.chunks += 1;
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
    },
  });
}

describe("readBody", () => {
  it.each([
    "application/scim+json",
    "application/json",
    "application/json;charset=UTF-8",
    'APPLICATION/SCIM+JSON; charset="utf-8"',
  ])("reads a body of type %s", async (type) => {
    expect(await post('{"a":1}', { "content-type": type })).toEqual({ a: 1 });
  });

  it("reads a body without a type", async () => {
    const bytes = new TextEncoder().encode('{"a":"ä"}');
    expect(await readBody(new Request("http://h", { method: "POST", body: bytes }))).toEqual({ a: "ä" });
  });

  it.each(["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/json; charset=latin1"])(
    "refuses a body of type %s",
    async (type) => {
      await expect(post("{}", { "content-type": type })).rejects.toMatchObject({ name: "ScimError", status: 415 });
    },
  );

  it.each(["", "{", "null", "[]", '"text"', "5", "{}{}"])("refuses %j, which is no JSON object", async (text) => {
    await expect(post(text)).rejects.toMatchObject({ status: 400, scimType: "invalidSyntax" });
  });

  it("refuses bytes that are not UTF-8", async () => {
    const bytes = new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]);
    await expect(post(bytes)).rejects.toMatchObject({ status: 400, scimType: "invalidSyntax" });
  });

  it("refuses a body that nests too deep, however deep", async () => {
    const nested = (levels: number) => '{"a":'.repeat(levels) + "1" + "}".repeat(levels);
    expect(await post(nested(40))).toBeTypeOf("object");
    for (const levels of [60, 200_000]) await expect(post(nested(levels))).rejects.toMatchObject({ status: 400 });
  });

  it("refuses an announced length without reading", async () => {
    const counted = { chunks: 0 };
    const length = String(MOST_BYTES + 1);
    await expect(post(endless(counted), { "content-length": length })).rejects.toMatchObject({ status: 413 });
    expect(counted.chunks).toBeLessThan(3);
  });

  it("stops reading an endless body at the limit", async () => {
    const counted = { chunks: 0 };
    await expect(post(endless(counted))).rejects.toMatchObject({ status: 413 });
    expect(counted.chunks).toBeLessThan(MOST_BYTES / (64 * 1024) + 4);
  });
});
