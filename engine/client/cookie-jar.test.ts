import { describe, expect, it } from "vitest";
import { createCookieJar } from "./cookie-jar.ts";

describe("createCookieJar", () => {
  it("gives back what it was given, and the last of a name", () => {
    const jar = createCookieJar();
    expect(jar.header()).toBeUndefined();
    jar.take(["session=a=b; Path=/; HttpOnly", "theme=dark"]);
    jar.take("session=c; Max-Age=3600");
    expect(jar.header()).toBe("session=c; theme=dark");
    expect(jar.names()).toEqual(["session", "theme"]);
  });

  it.each(["session=; Path=/", "session=x; Max-Age=0", "session=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"])(
    "forgets a cookie that is taken away: %s",
    (line) => {
      const jar = createCookieJar();
      jar.take("session=a");
      jar.take(line);
      expect(jar.names()).toEqual([]);
    },
  );

  it("passes over what is no cookie", () => {
    const jar = createCookieJar();
    jar.take(undefined);
    jar.take(["", "=x", "lonely"]);
    expect(jar.header()).toBeUndefined();
  });
});
