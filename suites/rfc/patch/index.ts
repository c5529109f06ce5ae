import { type Suite, suite } from "../../../engine/index.ts";
import { add } from "./add.ts";
import { addItems } from "./add-items.ts";
import { announced } from "./announced.ts";
import { answers } from "./answer.ts";
import { atomic } from "./atomic.ts";
import { extension } from "./extension.ts";
import { memberSequences } from "./member-sequences.ts";
import { members } from "./members.ts";
import { message } from "./message.ts";
import { mutability } from "./mutability.ts";
import { operation } from "./operation.ts";
import { order } from "./order.ts";
import { path } from "./path.ts";
import { primary } from "./primary.ts";
import { remove } from "./remove.ts";
import { replace } from "./replace.ts";
import { replaceItems } from "./replace-items.ts";
import { sequences } from "./sequences.ts";
import { unassigned } from "./unassigned.ts";
import { valueType } from "./value-type.ts";

/** Partial changes of a resource (RFC 7644 §3.5.2). */
export const patch: Suite = suite({
  id: "patch",
  title: "PATCH changes parts of a resource",
  rules: [
    ...announced,
    ...message,
    ...operation,
    ...path,
    ...mutability,
    ...valueType,
    ...answers,
    ...atomic,
    ...order,
    ...sequences,
    ...primary,
    ...add,
    ...addItems,
    ...remove,
    ...replace,
    ...replaceItems,
    ...members,
    ...memberSequences,
    ...extension,
    ...unassigned,
  ],
});
