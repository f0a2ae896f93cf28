import { defineCommand } from './command.ts'
import { UsageFault } from './fault.ts'

const queryOf = (pairs: readonly string[]): Record<string, string> => {
  const query = new Map<string, string>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw new UsageFault(`--query takes key=value, not "${pair}". See: logline ingest --help`)
    const key = pair.slice(0, at)
    if (query.has(key)) throw new UsageFault(`--query ${key} is given twice. See: logline ingest --help`)
    query.set(key, pair.slice(at + 1))
  }
  return Object.fromEntries(query)
}

export const ingest = defineCommand({
  name: 'ingest',
  summary: 'Hand files to a plugin, as if they were uploaded',
  about: [
    'A file is called by its name, one of a folder by its path under that folder: pump1/may.csv of /data. Folders are',
    'looked through to their ends, in the order of names; hidden names, links and what the route is not for are passed over.',
    'What comes of a file is for the plugin to say; those that build on the intake of Logline take a file in once, and of',
    'one that has grown what was added. Works beside servers that use the same database.',
    'Exit code: 0 when every file came in whole, 1 when one could not be read, was refused, or has lines that were. Such',
    'lines of a file that is unchanged are shown again, but count no more. Ctrl-C stops the file at hand and says what was done.',
  ],
  operands: { usage: '<plugin> <files|folders…>', least: 2, most: Infinity },
  options: {
    route: { takes: '<path>', about: 'Which route of the plugin, e.g. /files; its first unless told' },
    query: { takes: '<key=value>', many: true, about: 'Told to the route as the query of an upload is; may be given again' },
    report: { takes: '<form>', words: ['text', 'json'], about: 'text (default), or json for programs' },
  },
  examples: ['logline ingest series /data/series', 'logline ingest series --query instrument=pump1 may.csv june.csv', 'logline ingest series --route /files --report json /data/series'],
  run: async ({ operands: [plugin = '', ...operands], options, terminal }) => {
    const query = queryOf(options.query)
    // Loaded when it is needed: all that is below takes a second, and help should not.
    const { ingestFiles } = await import('./ingest-files.ts')
    return ingestFiles({ plugin, operands, route: options.route, query, asJson: options.report === 'json' }, terminal)
  },
})
