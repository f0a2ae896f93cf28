import { usageOf, type Command } from './command.ts'

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

/** What there is. */
export const overview = (commands: readonly Command[]): string =>
  [
    'Logline keeps the logbook of an experiment: runs, fills, environments.',
    '',
    'Usage: logline <command> [options]',
    '',
    ...columns([
      ...commands.map(({ name, summary }) => [name, summary] as const),
      ['help [command]', 'What a command does, its options, and examples'],
    ]),
    '',
    'In the folder of the project it is typed as: npx logline <command>',
    'Settings come from the environment or logline.config.ts: DATABASE_URL, or LOGLINE_DATA for its own PostgreSQL.',
    'Exit codes: 0 all done, 1 not all of it could be done, 2 it was not understood, 130 stopped by Ctrl-C.',
  ].join('\n')

/** All about one command. */
export const helpOf = (command: Command): string => {
  const { summary, about = [], options, examples } = command
  const listed = Object.entries(options).map(
    ([name, { takes, about: what }]) => [`--${name}${takes ? ` ${takes}` : ''}`, what] as const,
  )
  return [
    `${summary}.`,
    '',
    `Usage: ${usageOf(command)}`,
    ...(about.length > 0 ? ['', ...about] : []),
    '',
    'Options:',
    ...columns([...listed, ['--help', 'This text']]),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n')
}
