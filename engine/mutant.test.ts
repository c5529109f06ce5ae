import { describe, expect, it } from "vitest";
import type { Handler } from "../scim/index.ts";
import { decides, leavingBy, type Mutant, rewriteRequest, sends, type WireDecisions } from "./mutant.ts";

const echo: Handler = async (request) => Response.json({ method: request.method, text: await request.text() });

async function arrives(method: string, ...mutants: Mutant[]): Promise<unknown> {
  const provider = leavingBy(
    mutants.map(({ client }) => client!),
    echo,
  );
  const init = method === "GET" ? {} : { body: '{"op":"add"}' };
  return (await provider(new Request("https://sp.example.com/Users", { method, ...init }))).json();
}

describe("a client whose requests change on their way out", () => {
  const removing = sends(
    "PATCH",
    rewriteRequest((body) => ({ ...body, op: "remove" })),
  );

  it("sends those it is about in another form", async () => {
    expect(await arrives("PATCH", removing)).toEqual({ method: "PATCH", text: '{"op":"remove"}' });
  });

  it("sends the others as they are", async () => {
    expect(await arrives("POST", removing)).toEqual({ method: "POST", text: '{"op":"add"}' });
    expect(await arrives("GET", removing)).toEqual({ method: "GET", text: "" });
  });

  it("changes them by all of its mutants, the last one first", async () => {
    const nobody = sends({}, () => Response.json("nobody asked"));
    expect(await arrives("PATCH", removing, nobody)).toBe("nobody asked");
    const twice = sends(
      "PATCH",
      rewriteRequest((body) => ({ ...body, op: `${body["op"]} twice` })),
    );
    expect(await arrives("PATCH", removing, twice)).toEqual({ method: "PATCH", text: '{"op":"remove"}' });
  });

  it("is left alone by decisions of a product", async () => {
    const other = decides<WireDecisions & { looksUp: () => boolean }>({ looksUp: () => false });
    expect(await arrives("POST", other)).toEqual({ method: "POST", text: '{"op":"add"}' });
  });
});
