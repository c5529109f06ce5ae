import { SetupError, UsageError } from "../../engine/index.ts";
import { profileOptions } from "../../profiles/index.ts";
import {
  listen,
  type ServiceProvider,
  type SimulatedProfile,
  type SimulatorCard,
  serviceProvider,
} from "../../simulators/index.ts";
import { readWhole } from "../numbers.ts";
import { readMutants, readPairs, readProfiles } from "./profiles.ts";

/** The flags of `scimproof simulate`. */
export interface SimulateFlags {
  profile?: string;
  preset?: string;
  option?: string[];
  mutant?: string[];
  port?: string;
  host?: string;
  json?: boolean;
}

/** Serves the simulator until it is told to stop. Resolves with the exit code. */
export async function serveSimulator(flags: SimulateFlags): Promise<number> {
  const [profile] = readProfiles([flags.profile ?? "8x8"]);
  const options = profileOptions(profile!, flags.preset, readPairs(flags.option));
  const mutants = readMutants(flags.mutant);
  for (const { rule, id } of mutants)
    if (!profile!.suites.some((suite) => rule.id.startsWith(`${suite}/`)))
      throw new UsageError(
        `mutant "${id}" belongs to rule ${rule.id}, which does not count for profile ${profile!.id}`,
      );
  const port = flags.port === undefined ? 8808 : readWhole("--port", flags.port, 0, 65535);
  const host = flags.host ?? "127.0.0.1";
  let provider!: ServiceProvider;
  const server = await listen(
    (origin) => {
      provider = serviceProvider({
        profile: profile!.id as SimulatedProfile,
        options,
        mutants: mutants.map(({ mutant }) => mutant),
        origin,
      });
      return provider.handler;
    },
    { port, host, replaceGlobals: true },
  ).catch((cause: NodeJS.ErrnoException) => {
    throw new SetupError(`cannot listen on ${host}:${port} (${cause.code ?? cause.message})`, [
      "Choose another --port; 0 takes a free one.",
    ]);
  });
  const card: Omit<SimulatorCard, "profile"> & { console: string | null } = {
    url: provider.baseUrl,
    token: provider.token,
    admin: provider.admin?.url ?? null,
    adminToken: provider.admin?.token ?? null,
    console: null,
  };
  if (flags.json) process.stdout.write(`${JSON.stringify(card)}\n`);
  else {
    const lines = [
      `A service provider of profile ${profile!.id} listens${mutants.length > 0 ? `, with ${mutants.map(({ id }) => id).join(", ")}` : ""}.`,
      `  SCIM base URL  ${card.url}`,
      `  token          ${card.token}`,
      ...(card.admin === null ? [] : [`  admin API      ${card.admin}`, `  admin token    ${card.adminToken}`]),
      `Judge it with: npx scimproof run ${card.url}`,
      "Stop it with Ctrl-C.",
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  }
  await new Promise<void>((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
  });
  await server.close();
  return 0;
}
