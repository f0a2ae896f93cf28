/** Where "now" comes from, handed in so that tests can stand still. Epoch milliseconds. */
export type Clock = { now: () => number }

export const systemClock: Clock = { now: () => Date.now() }
