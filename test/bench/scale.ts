/** How much is made. Runs lie evenly over the fills, and five in a row share an environment. */
export type Scale = { runs: number; fills: number; environments: number }

export const fullScale: Scale = { runs: 100_000, fills: 2000, environments: 20_000 }

export const firstRun = 500_001
export const firstFill = 7001
