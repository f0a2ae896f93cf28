import { defineCommand, type Command } from './command.ts'
import { UsageFault } from './fault.ts'
import type { Asked, NounName } from './import-all.ts'
import type { ImportOptions } from './import-batch.ts'
import type { Terminal } from './terminal.ts'

const common = {
  'dry-run': { about: 'Read all and say what would be done, and change nothing' },
  zone: {
    takes: '<IANA zone>',
    about:
      "Of times without an offset in tables of the API's own names, e.g. Europe/Zurich; without it they are refused",
  },
  report: { takes: '<form>', words: ['text', 'json'], about: 'text (default), or json with every line for programs' },
  verbose: { about: 'List every warning and refusal, not only the first and their numbers' },
} as const

const relink = {
  relink: { about: 'Move runs that are in another fill already; without it they stay, and count as not done' },
} as const

const outcome = [
  'Importing a file again changes nothing: rows are known by their numbers; what a file does not say stays as it is.',
  'A row that cannot be taken is refused with its line; a value that cannot be believed is left out, with a warning.',
  'Exit code: 0 when every row came in (warnings or not), 1 when a row was refused, a run stayed in another fill, or a',
  'file could not be read. Ctrl-C stops after the batch at hand and says what was done. The file - is standard input.',
]

type Typed = { 'dry-run': boolean; zone: string | undefined; report: string | undefined; verbose: boolean }

const toAsked = (typed: Typed, more: Partial<ImportOptions>): Asked => ({
  isRehearsal: typed['dry-run'],
  isVerbose: typed.verbose,
  asJson: typed.report === 'json',
  ...(typed.zone !== undefined && { zone: typed.zone }),
  relink: false,
  createDetectors: false,
  ...more,
})

const importAll = async (
  noun: NounName,
  operands: readonly string[],
  { typed, terminal, ...more }: { typed: Typed; terminal: Terminal } & Partial<ImportOptions>,
): Promise<number> => {
  // Loaded when it is needed: all that is below takes a second, and help should not.
  const work = await import('./import-all.ts')
  return work.importAll(noun, operands, toAsked(typed, more), terminal)
}

const files = { usage: '<file…>', least: 1, most: Infinity }

export const importFills: Command = defineCommand({
  name: 'import fills',
  summary: 'Import fills, and which runs were in them',
  about: [
    'Reads the LHC fill tables of CMS (WBM until 2018, OMS since), as TSV or CSV; and TSV, CSV or JSON with the names',
    "of the API's FillInput, and runs: 263742 263743. Runs that are not known yet are made by their numbers.",
    ...outcome,
  ],
  operands: files,
  options: { ...common, ...relink },
  examples: [
    'logline import fills --dry-run fills.tsv',
    'logline import fills 2015.csv 2017.csv',
    'logline import fills --zone Europe/Zurich --report json own.csv',
  ],
  run: async ({ operands, options, terminal }) =>
    importAll('fills', operands, { typed: options, terminal, relink: options.relink }),
})

export const importRuns: Command = defineCommand({
  name: 'import runs',
  summary: 'Import runs',
  about: [
    "Reads brilcalc's tables (by lumisection or by run), sPHENIX run details (JSON), run → lumisection lists (JSON),",
    "and TSV, CSV or JSON with the names of the API's RunInput. sPHENIX's files say which detectors there are; in",
    'other tables a name that is not known is taken for a typing error unless --create-detectors says otherwise.',
    ...outcome,
  ],
  operands: files,
  options: {
    ...common,
    ...relink,
    certified: { about: 'The run → lumisection list names runs certified for analysis: their quality is GOOD' },
    'create-detectors': { about: 'Make the detectors that the files name and that are not there' },
  },
  examples: [
    'logline import runs details.json brilcalc.csv',
    'logline import runs --certified golden.json',
    'xz -dc runs.csv.xz | logline import runs --create-detectors -',
  ],
  run: async ({ operands, options, terminal }) =>
    importAll('runs', operands, {
      typed: options,
      terminal,
      relink: options.relink,
      certified: options.certified,
      createDetectors: options['create-detectors'],
    }),
})

export const importMeasurements: Command = defineCommand({
  name: 'import measurements',
  summary: 'Import what an instrument measured',
  about: [
    'Reads CSV and TSV: wide tables (a column of times, and one for each channel with its unit in brackets:',
    'time,pressure [mbar],flow [l/s]) and long ones (time,channel,value,unit). Times have an offset, or are seconds since',
    '1970, or are of --zone. An empty cell is no measurement.',
    'Importing a file again changes nothing; another value at a known time corrects it.',
    'Exit code: 0 when every line came in, 1 when one was refused or a file could not be read. Ctrl-C stops after the',
    'batch at hand and says what was done. The file - is standard input.',
  ],
  operands: files,
  options: {
    instrument: { takes: '<name>', about: 'Which instrument measured it (required)' },
    kind: { takes: '<kind>', about: 'Make the instrument, of this kind, if it is not there' },
    ...common,
    zone: { takes: '<IANA zone>', about: 'Of times without an offset, e.g. UTC or Europe/Zurich; without it they are refused' },
  },
  examples: [
    'logline import measurements --instrument pump1 --kind pump --zone UTC series.csv',
    'logline import measurements --instrument pump1 --dry-run --report json monday.csv tuesday.csv',
  ],
  run: async ({ operands, options, terminal }) => {
    if (options.instrument === undefined) throw new UsageFault('--instrument <name> says which instrument measured it. See: logline import measurements --help')
    const { importMeasurementFiles } = await import('./import-measurements.ts')
    return importMeasurementFiles(operands, {
      instrument: options.instrument, kind: options.kind, zone: options.zone,
      isRehearsal: options['dry-run'], isVerbose: options.verbose, asJson: options.report === 'json',
    }, terminal)
  },
})

export const importEnvironments: Command = defineCommand({
  name: 'import environments',
  summary: 'Import the histories of environments',
  about: ["Reads TSV, CSV or JSON with the names of the API's EnvironmentInput: id, status, message, at.", ...outcome],
  operands: files,
  options: common,
  examples: ['logline import environments --dry-run history.csv', 'logline import environments history.json'],
  run: async ({ operands, options, terminal }) => importAll('environments', operands, { typed: options, terminal }),
})
