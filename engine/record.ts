import type { Exchange } from "../scim/index.ts";
import { beginningOf } from "./beginning.ts";

/** What the bodies of the answers may take together, in characters: a target may send megabytes each time. */
const MOST_KEPT = 32 * 1024 * 1024;
/** So much stays of a body that had to give way. */
const BEGINNING = 1000;

/** The exchanges of a connection, in the order the answers came. */
export interface ExchangeRecord {
  exchanges: Exchange[];
  /** Adds one. When it gets too much, the oldest answers lose their bodies; whoever holds one still has it whole. */
  keep(exchange: Exchange): void;
}

/** An empty record. */
export function createRecord(most: number = MOST_KEPT): ExchangeRecord {
  const exchanges: Exchange[] = [];
  let kept = 0;
  let oldestWhole = 0;
  return {
    exchanges,
    keep(exchange) {
      if (exchanges.length === 0) [kept, oldestWhole] = [0, 0];
      exchanges.push(exchange);
      kept += exchange.response.text.length;
      for (; kept > most && oldestWhole < exchanges.length - 1; oldestWhole++) {
        const whole = exchanges[oldestWhole]!;
        if (whole.response.text.length <= BEGINNING) continue;
        exchanges[oldestWhole] = cut(whole);
        kept -= whole.response.text.length - BEGINNING;
      }
    },
  };
}

function cut(exchange: Exchange): Exchange {
  const { text } = exchange.response;
  const response = { ...exchange.response, text: beginningOf(text, BEGINNING), body: undefined, cut: text.length };
  return { ...exchange, response };
}
