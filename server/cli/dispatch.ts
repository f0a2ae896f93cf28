import { readFileSync } from 'node:fs'
import { debuglog } from 'node:util'
import type { Command } from './command.ts'
import { UsageFault, wordsOf } from './fault.ts'
import { helpOf, overview } from './help.ts'
import { suggestion } from '../spelling.ts'
import type { Terminal } from './terminal.ts'

const trace = debuglog('logline')

const asksHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--')
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h')
}

/** The command at the head of the arguments; the longest name wins. */
const find = (commands: readonly Command[], args: readonly string[]) => {
  const found = commands
    .filter(({ name }) => name.split(' ').every((word, index) => word === args[index]))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (found) return { command: found, rest: args.slice(found.name.split(' ').length) }
  const [first = '', second = ''] = args
  const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name)
  if (family.length > 0) {
    const kinds = family.map((name) => name.slice(first.length + 1))
    const what =
      second && !second.startsWith('-')
        ? `There is no "logline ${first} ${second}".`
        : `"logline ${first}" needs a word more.`
    throw new UsageFault(
      `${what}${suggestion(second, kinds)} There are: ${family.map((name) => `logline ${name}`).join(', ')}`,
    )
  }
  const words = [...new Set([...commands.map(({ name }) => name.split(' ')[0] ?? ''), 'help', '--help', '--version'])]
  throw new UsageFault(`There is no command "${first}".${suggestion(first, words)} See: logline --help`)
}

const version = (): string => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return manifest.version
}

/** Runs the command that was typed; gives the exit code. */
export const dispatch = async (
  commands: readonly Command[],
  args: readonly string[],
  terminal: Terminal,
): Promise<number> => {
  try {
    if (args.length === 0) {
      terminal.tell(overview(commands))
      return 2
    }
    const [first] = args
    if (first === '--version') {
      terminal.print(version())
      return 0
    }
    const asked = first === 'help' ? args.slice(1) : args
    if (first === 'help' || asksHelp(args)) {
      const words = asked.filter((arg) => !arg.startsWith('-'))
      const family = commands.filter(({ name }) => name.startsWith(`${words[0]} `))
      if (words.length === 0) terminal.print(overview(commands))
      else if (words.length === 1 && family.length > 0) terminal.print(overview(family))
      else terminal.print(helpOf(find(commands, words).command))
      return 0
    }
    const { command, rest } = find(commands, args)
    return await command.run(rest, terminal)
  } catch (error) {
    trace('%s', error instanceof Error ? error.stack : error)
    terminal.tell(`logline: ${wordsOf(error)}`)
    return error instanceof UsageFault ? 2 : 1
  } finally {
    terminal.status(null)
  }
}
