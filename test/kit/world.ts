import type { Client } from './client.ts'

/** Of which detector with which quality: `ITS` alone has none. */
type DetectorWish = string | { name: string; quality?: string }

/** What a run is given besides its number; as the API's RunInput, with detectors by name. */
export type RunWish = {
  type?: string | null
  definition?: string | null
  quality?: string | null
  startedAt?: string | null
  endedAt?: string | null
  triggerStartedAt?: string | null
  triggerEndedAt?: string | null
  fillNumber?: number | null
  environmentId?: string | null
  period?: string | null
  detectors?: readonly DetectorWish[] | null
  tags?: readonly string[] | null
  startedBy?: string | null
  endedBy?: string | null
  counters?: readonly { name: string; value: string; unit?: string | null }[] | null
  conditions?: object | null
  endReasons?: readonly { category: string; title?: string | null; description?: string | null }[] | null
}

export type FillWish = {
  beamType?: string | null
  fillingScheme?: string | null
  energyGeV?: number | null
  stableBeamsStart?: string | null
  stableBeamsEnd?: string | null
  collidingBunches?: number | null
  deliveredLuminosity?: number | null
}

export type World = {
  fill: (number: number, wish?: FillWish) => World
  run: (number: number, wish?: RunWish) => World
  /** A run of definition PHYSICS and quality GOOD by its trigger's times. */
  goodPhysics: (number: number, from: string, to: string, wish?: RunWish) => World
  /** An environment by its history: statuses one after the other, a second apart, or each with its own time. */
  environment: (id: string, history: readonly (string | readonly [status: string, at: string, message?: string])[], start?: string) => World
  tag: (text: string, wish?: { color?: string; description?: string; archived?: boolean }) => World
  /** Sends all that was wished for, and fails when any of it is refused. */
  make: () => Promise<void>
}

type Results = { results: { status: string; userErrors: object[] }[]; userErrors: object[] }

/** All conditions of full read-out: with ITS, FT0 and stable beams the rules make PHYSICS of them. */
export const fullReadout = {
  dcs: true, dataDistribution: true, epn: true, trigger: 'CTP', processingMode: 'processing', workflowParameters: 'QC,CTF',
}

let keys = 0

/** A key that no other call of this process used. */
export const freshKey = (): string => `key-${process.pid}-${++keys}`

/** Sends items to an ingest mutation and gives its payload. */
export const ingest = async (
  client: Client, noun: 'Runs' | 'Fills' | 'Environments' | 'Measurements', items: readonly object[], { idempotencyKey = freshKey(), atomic = false } = {},
): Promise<Results> => {
  const { payload } = await client.get<{ payload: Results }>(
    `mutation ($input: Ingest${noun}Input!) { payload: ingest${noun}(input: $input) { results { index status id userErrors { code path message } } userErrors { code path message } } }`,
    { input: { idempotencyKey, items, atomic } },
  )
  return payload
}

const withNames = ({ detectors, ...wish }: RunWish) =>
  detectors === undefined ? wish
  : { ...wish, detectors: detectors?.map((one) => (typeof one === 'string' ? { name: one } : one)) ?? null }

const secondsLater = (start: string, seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString()

/** A seed that is wished for step by step and made through the API, as a client would. */
export const createWorld = (client: Client): World => {
  const fills: object[] = []
  const runs: object[] = []
  const steps: object[] = []
  const tags: { text: string; color?: string; description?: string; archived?: boolean }[] = []

  const sendAll = async (noun: 'Runs' | 'Fills' | 'Environments', items: object[]) => {
    while (items.length > 0) {
      const { results, userErrors } = await ingest(client, noun, items.splice(0, 500))
      const refused = [...userErrors, ...results.flatMap((one) => one.userErrors)]
      if (refused.length > 0) throw new Error(`the seed was refused: ${JSON.stringify(refused)}`)
    }
  }

  const world: World = {
    fill: (number, wish = {}) => (fills.push({ number, ...wish }), world),
    run: (number, wish = {}) => (runs.push({ number, ...withNames(wish) }), world),
    goodPhysics: (number, from, to, wish = {}) =>
      world.run(number, { definition: 'PHYSICS', quality: 'GOOD', triggerStartedAt: from, triggerEndedAt: to, ...wish }),
    environment: (id, history, start = '2024-04-30T10:00:00Z') => {
      history.forEach((step, index) => {
        const [status, at, message] = typeof step === 'string' ? [step, secondsLater(start, index)] : step
        steps.push({ id, status, at, ...(message === undefined ? {} : { message }) })
      })
      return world
    },
    tag: (text, wish = {}) => (tags.push({ text, ...wish }), world),
    make: async () => {
      for (const { archived, ...input } of tags.splice(0)) {
        await client.get('mutation ($input: CreateTagInput!) { createTag(input: $input) { userErrors { code } } }', { input })
        if (archived) await client.get('mutation ($input: UpdateTagInput!) { updateTag(input: $input) { userErrors { code } } }', { input: { text: input.text, archived } })
      }
      await sendAll('Fills', fills)
      await sendAll('Environments', steps)
      await sendAll('Runs', runs)
    },
  }
  return world
}
