import { didYouMean, type Profile, UsageError } from "../engine/index.ts";

/** A value for every option of a profile: its default, over it the preset, over that the overrides. */
export function profileOptions(
  profile: Profile,
  preset?: string,
  overrides: Record<string, string> = {},
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, option] of Object.entries(profile.options)) values[name] = option.values[0]!;
  if (preset !== undefined) Object.assign(values, known(profile.presets, preset, `preset of profile ${profile.id}`));
  for (const [name, value] of Object.entries(overrides)) {
    const option = known(profile.options, name, `option of profile ${profile.id}`);
    if (!option.values.includes(value))
      throw new UsageError(
        `"${value}" is no value of option ${name} (${option.values.join(", ")})${didYouMean(value, option.values)}`,
      );
    values[name] = value;
  }
  return values;
}

function known<Value>(record: Record<string, Value>, name: string, what: string): Value {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (value !== undefined) return value;
  const names = Object.keys(record);
  throw new UsageError(`"${name}" is no ${what} (${names.join(", ") || "it has none"})${didYouMean(name, names)}`);
}
