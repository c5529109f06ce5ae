import { faulty, type Mutant } from "../../../engine/index.ts";

/** A service provider that answers such a request at a resource by this status once the resource was deleted. */
export function afterDelete(method: string, status: number): Mutant {
  return faulty(() => {
    const deleted = new Set<string>();
    return async (request, next) => {
      const { pathname } = new URL(request.url);
      if (request.method === method && deleted.has(pathname)) return new Response(null, { status });
      const response = await next(request);
      if (request.method === "DELETE" && response.status === 204) deleted.add(pathname);
      return response;
    };
  });
}
