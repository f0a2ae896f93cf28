import { parseArgs } from 'node:util'
import { contenderNames, questionNames, type ContenderName, type QuestionName } from './questions/questions.ts'

export type Options = {
  questions: readonly QuestionName[]
  contenders: readonly ContenderName[]
  live: boolean
  /** Seconds of a job each second on two servers; null to leave it out. */
  jobSeconds: number | null
  /** How many points of measurements to make; 0 leaves them out. */
  points: number
  keep: boolean
  connections: number
  /** The Accept-Encoding of the clients. */
  accept: string | null
  warmUpSeconds: number
  roundSeconds: number
  rounds: number
  subscribers: number
}

const usage = `npm run bench -- [options]
  --only NAME        one of ${questionNames.join(', ')}, live, jobs, measurements; may be given several times
  --without NAME     leave out one of ${contenderNames.join(', ')}
  --keep             keep the seeded database for the next run
  --quick            a few seconds in all, to see that it works
  --connections N    asking at the same time (32)
  --accept NAME      the encoding that clients accept, such as br or gzip (none)
  --rounds N         turns of each contender (3)
  --seconds N        length of a turn (4)
  --points N         measurements to read windows of (1000000)
  --subscribers N    of the live delivery (1000)`

const among = <Name extends string>(names: readonly Name[], given: readonly string[]): Name[] =>
  given.map((word) => {
    const name = names.find((one) => one === word)
    if (!name) throw new Error(`"${word}" is none of ${names.join(', ')}`)
    return name
  })

const count = (name: string, text: string | undefined, usual: number): number => {
  const value = Number(text ?? usual)
  if (!Number.isInteger(value) || value < 1 || value > 200_000_000)
    throw new Error(`--${name} must be a whole number from 1`)
  return value
}

/** @returns null when help was asked for, and given */
export const readOptions = (args: readonly string[]): Options | null => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { ...text, multiple: true },
      without: { ...text, multiple: true },
      keep: { type: 'boolean' },
      quick: { type: 'boolean' },
      connections: text,
      accept: text,
      rounds: text,
      seconds: text,
      subscribers: text,
      points: text,
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(usage)
    return null
  }
  const { only, quick = false } = values
  const chosen = only ? among([...questionNames, 'live', 'jobs', 'measurements'] as const, only) : null
  const left = among(contenderNames, values.without ?? [])
  return {
    questions: questionNames.filter((name) => !chosen || chosen.includes(name)),
    contenders: contenderNames.filter((name) => !left.includes(name)),
    live: !chosen || chosen.includes('live'),
    jobSeconds: !chosen || chosen.includes('jobs') ? (quick ? 12 : 60) : null,
    points: !chosen || chosen.includes('measurements') ? count('points', values.points, quick ? 50_000 : 1_000_000) : 0,
    keep: values.keep ?? false,
    connections: count('connections', values.connections, 32),
    accept: values.accept ?? null,
    warmUpSeconds: quick ? 0.5 : 2.5,
    roundSeconds: count('seconds', values.seconds, quick ? 1 : 4),
    rounds: count('rounds', values.rounds, quick ? 1 : 3),
    subscribers: count('subscribers', values.subscribers, quick ? 100 : 1000),
  }
}
