import { parseArgs } from 'node:util'
import { UsageFault } from './fault.ts'
import { suggestion } from '../spelling.ts'
import type { Terminal } from './terminal.ts'

/** `--dry-run`, or with `takes` `--zone <IANA>`; `words` are the only values there are, `many` may be given again. */
export type Option = { about: string; takes?: string; words?: readonly string[]; many?: true }

export type Operands = { usage: string; least: number; most: number }

type Values<Options> = {
  [Name in keyof Options]: Options[Name] extends { many: true }
    ? readonly string[]
    : Options[Name] extends { takes: string }
      ? string | undefined
      : boolean
}

type Description<Options> = {
  /** As it is typed: `token create`. */
  name: string
  /** One line for the list of commands. */
  summary: string
  /** More for its own help, line by line. */
  about?: readonly string[]
  operands: Operands
  options: Options
  examples: readonly string[]
}

/** A command as the list has it. */
export type Command = Description<Readonly<Record<string, Option>>> & {
  /** @returns the exit code */
  run: (args: readonly string[], terminal: Terminal) => Promise<number>
}

export type Call<Options> = { operands: readonly string[]; options: Values<Options>; terminal: Terminal }

const read = (command: Omit<Command, 'run'>, args: readonly string[]) => {
  const { name: command_, options, operands: wanted } = command
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { takes }]) => [name, { type: takes ? 'string' : 'boolean' }] as const),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values: Record<string, string | boolean | readonly string[]> = {}
  for (const [name, { takes, many }] of Object.entries(options)) if (many || !takes) values[name] = many ? [] : false
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    const option = Object.hasOwn(options, name) && rawName === `--${name}` ? options[name] : undefined
    const fail = (what: string) => new UsageFault(`${what} See: logline ${command_} --help`)
    if (!option) {
      const known = [...Object.keys(options), 'help'].map((each) => `--${each}`)
      throw fail(`"logline ${command_}" has no option ${rawName}.${suggestion(rawName, known)}`)
    }
    if (!option.takes && value !== undefined) throw fail(`${rawName} takes no value.`)
    if (option.takes && (value === undefined || value === '' || (!token.inlineValue && value.startsWith('--')))) {
      throw fail(`${rawName} needs a value: ${rawName} ${option.takes}.`)
    }
    const before = values[name]
    if (option.takes && typeof before === 'string') throw fail(`${rawName} is given twice.`)
    if (option.words && value !== undefined && !option.words.includes(value)) {
      throw fail(`${rawName} is one of ${option.words.join(', ')}, not "${value}".${suggestion(value, option.words)}`)
    }
    values[name] = Array.isArray(before) ? [...before, value] : (value ?? true)
  }
  const operands = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  if (operands.length < wanted.least) throw new UsageFault(`Missing ${wanted.usage}: ${usageOf(command)}`)
  if (operands.length > wanted.most) {
    throw new UsageFault(`Too much: "${operands[wanted.most]}". Usage: ${usageOf(command)}`)
  }
  return { operands, values }
}

/** `logline import fills <file…> [options]` */
export const usageOf = ({ name, operands, options }: Omit<Command, 'run'>): string =>
  ['logline', name, operands.usage, Object.keys(options).length > 0 ? '[options]' : ''].filter(Boolean).join(' ')

/** Declares a command; `run` gets what was typed, checked against what is declared. */
export const defineCommand = <const Options extends Readonly<Record<string, Option>>>({
  run,
  ...description
}: Description<Options> & { run: (call: Call<Options>) => Promise<number> }): Command => ({
  ...description,
  run: (args, terminal) => {
    const { operands, values } = read(description, args)
    // Each option that is declared has its value here: `read` has seen to it.
    return run({ operands, options: values as Values<Options>, terminal })
  },
})
