import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { Role } from './domain/access.ts'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { PluginSettings } from './plugins/settings.ts'
import { nearest } from './spelling.ts'

/** What a setting is: how its text is read, what it is when absent, and the line README has about it. */
export type Setting = { default: string; description: string; read: z.ZodType<unknown, string> }

const define = <Value>(read: z.ZodType<Value, string>, fallback: string, description: string) => ({
  read,
  default: fallback,
  description,
})

const text = z.string().trim()

const whole = (least: number, most: number) =>
  text
    .regex(/^\d{1,15}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`))

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` })

const listOf = (item: (entry: string) => string | null) =>
  text
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .superRefine((list, context) => {
      for (const entry of list) {
        const message = item(entry)
        if (message) context.addIssue({ code: 'custom', message })
      }
    })
    .transform((list) => [...new Set(list)])

const originFault = (entry: string) =>
  URL.canParse(entry) && new URL(entry).origin === entry
    ? null
    : `"${entry}" is not an origin such as https://example.org`

const detectorFault = (entry: string) =>
  /^[A-Za-z0-9][A-Za-z0-9_.+-]{0,31}$/.test(entry) ? null : `"${entry}" is not a detector's name`

const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const anonymousRoles = {
  viewer: 'VIEWER',
  shifter: 'SHIFTER',
  coordinator: 'COORDINATOR',
  admin: 'ADMIN',
  none: null,
} as const

const detectorsOfAlice = 'CPV,EMC,FDD,FT0,FV0,HMP,ITS,MCH,MFT,MID,PHS,TOF,TPC,TRD,ZDC,TST'

/** Every key of the environment and of logline.config.ts; README's table is made from it. */
export const settings = {
  HOST: define(text.min(1), '127.0.0.1', 'Address to listen on'),
  PORT: define(whole(0, 65_535), '4000', 'Port to listen on; 0 takes any free one'),
  DATABASE_URL: define(
    text.regex(/^(postgres(ql)?:\/\/.+)?$/, 'must begin with postgres:// or postgresql://'),
    '',
    'PostgreSQL 15 or newer to use; without it a PostgreSQL of its own is started',
  ),
  LOGLINE_DATA: define(text.min(1), './data', 'Folder of the PostgreSQL that Logline starts itself'),
  LOGLINE_DEMO: define(oneOf(['on', 'off']), 'on', 'Load a small synthetic campaign when its own PostgreSQL is empty'),
  LOGLINE_ANONYMOUS: define(
    oneOf(['', 'viewer', 'shifter', 'coordinator', 'admin', 'none']),
    '',
    'Role of those who come without a token; default: viewer for requests from this machine ' +
      'while HOST is loopback, else none',
  ),
  LOGLINE_SESSION_HOURS: define(
    whole(1, 8760),
    '12',
    'Hours that a sign-in on the web pages outlasts its last use; a page that is open counts as use',
  ),
  LOGLINE_ALLOWED_ORIGINS: define(
    listOf(originFault),
    '',
    'Origins of other web pages that may use the API, comma-separated',
  ),
  LOGLINE_DETECTORS: define(
    listOf(detectorFault),
    detectorsOfAlice,
    'Detectors that may take part in runs, comma-separated',
  ),
  LOGLINE_EXPERIMENT_ZONE: define(
    text.refine(isZone, 'must be a time zone such as Europe/Zurich'),
    'Europe/Zurich',
    'Time zone of the control room',
  ),
  LOGLINE_EVENT_RETENTION_DAYS: define(whole(1, 36_500), '30', 'Days that events are kept for subscribers to resume'),
  LOGLINE_IDEMPOTENCY_DAYS: define(whole(1, 36_500), '30', 'Days that idempotency keys are remembered'),
  LOGLINE_PLUGINS: define(
    listOf(() => null),
    '',
    'Plugins besides those of `plugins/index.ts`: modules or packages, comma-separated',
  ),
  LOGLINE_PLUGINS_OFF: define(listOf(() => null), '', 'Plugins that are left out, by their ids, comma-separated'),
  LOGLINE_PLUGIN_MEMORY_MB: define(whole(64, 65_536), '256', "MiB of JavaScript heap of a plugin's own process; it is ended when it takes twice as much memory in all, and 256 more than its heap"),
  LOGLINE_PLUGIN_START_SECONDS: define(whole(1, 600), '10', 'Seconds that each step of the start of a plugin may take'),
  LOGLINE_LOG_LEVEL: define(
    oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    'info',
    'What is logged: this level and worse',
  ),
  LOGLINE_MAX_TOKENS: define(whole(100, 1e6), '10000', 'Lexical tokens of one GraphQL document'),
  LOGLINE_MAX_DEPTH: define(whole(1, 1000), '16', 'Nested fields of one operation'),
  LOGLINE_MAX_FIELDS: define(whole(1, 1e6), '4000', 'Fields selected by one operation, fragments spread out'),
  LOGLINE_MAX_ROOT_FIELDS: define(whole(1, 1e5), '100', 'Fields at the root of one operation'),
  LOGLINE_MAX_ALIASES: define(whole(0, 1e6), '200', 'Aliases in one operation, fragments spread out'),
  LOGLINE_MAX_DIRECTIVES: define(whole(0, 1e5), '50', 'Directives in one GraphQL document'),
  LOGLINE_MAX_COST: define(whole(1, 1e12), '1000000', 'Objects that one operation may return at most'),
  LOGLINE_MAX_SECONDS: define(whole(1, 3600), '30', 'Seconds that one operation may take'),
  LOGLINE_MAX_BODY_BYTES: define(whole(1024, 1e9), '4194304', 'Bytes of one request'),
  LOGLINE_MAX_MESSAGE_BYTES: define(whole(1024, 1e9), '1048576', 'Bytes of one WebSocket message from a client'),
  LOGLINE_MAX_SUBSCRIPTIONS: define(whole(1, 1e5), '100', 'Operations under way on one WebSocket'),
} as const satisfies Record<string, Setting>

type Key = keyof typeof settings
type Values = { [Name in Key]: z.output<(typeof settings)[Name]['read']> }

export type Limits = {
  tokens: number
  depth: number
  fields: number
  rootFields: number
  aliases: number
  directives: number
  cost: number
  seconds: number
  bodyBytes: number
  messageBytes: number
  subscriptions: number
}

export type Config = {
  host: string
  port: number
  /** Null: start a PostgreSQL of our own in `data`. */
  databaseUrl: string | null
  data: string
  demo: boolean
  /** `localOnly`: nobody set it, so it holds for this machine alone. */
  anonymous: { role: Role | null; localOnly: boolean }
  sessionHours: number
  allowedOrigins: readonly string[]
  detectors: readonly string[]
  experimentZone: string
  eventRetentionDays: number
  idempotencyDays: number
  plugins: {
    /** Paths (from `folder`), URLs and packages, besides the installed ones. */
    modules: readonly string[]
    folder: string
    off: readonly string[]
    memoryMb: number
    startSeconds: number
    settings: PluginSettings
  }
  logLevel: Values['LOGLINE_LOG_LEVEL']
  limits: Limits
}

/** All that is wrong with the settings, told at once. */
export class ConfigFault extends Error {
  override name = 'ConfigFault'
  faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`Logline cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

/** Names that mean this machine. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|(.+\.)?localhost|(::ffff:)?127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host)

const isKey = (name: string): name is Key => Object.hasOwn(settings, name)

/** What logline.config.ts may export: the same keys, as text, numbers, true/false or lists. */
const flatShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))

/** What it may export besides: which plugins, and their settings by id. */
const pluginShape = z.object({ plugins: z.array(z.string()).optional(), settings: z.record(z.string(), z.record(z.string(), z.unknown())).optional() })

const readFile = (file: unknown): { flat: z.output<typeof flatShape>; plugins: z.output<typeof pluginShape>; faults: string[] } => {
  const { plugins, settings, ...rest } = (typeof file === 'object' && file !== null ? file : {}) as Record<string, unknown>
  const flat = flatShape.safeParse(typeof file === 'object' && file !== null ? rest : file)
  const shaped = pluginShape.safeParse({ plugins, settings })
  return {
    flat: flat.data ?? {},
    plugins: shaped.data ?? {},
    faults: [
      ...(flat.success ? [] : ['logline.config.ts must export an object of texts, numbers, true/false and lists']),
      ...(shaped.success ? [] : shaped.error.issues.map(({ path, message }) => `logline.config.ts: ${path.join('.')}: ${message}`)),
    ],
  }
}

/** A setting of a plugin: which one, the host finds out. */
const isOfPlugin = (name: string): boolean => /^LOGLINE_PLUGIN_[A-Z0-9]+_\w+$/.test(name) && !isKey(name)

const toText = (value: string | number | boolean | string[]): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : Array.isArray(value) ? value.join(',') : String(value)

/**
 * Settings from the environment, and below them those of logline.config.ts. An empty value counts as absent.
 * @throws ConfigFault with every fault, naming the key
 */
export const readConfig = (env: Record<string, string | undefined>, file: unknown = {}, folder = '.'): Config => {
  const { flat: fromFile, plugins, faults } = readFile(file)
  const unknown = [
    ...Object.keys(env).filter((name) => name.startsWith('LOGLINE_') && !isKey(name) && !isOfPlugin(name)),
    ...Object.keys(fromFile).filter((name) => !isKey(name)),
  ]
  for (const name of new Set(unknown)) {
    const meant = nearest(name, Object.keys(settings))
    faults.push(`${name} is not a setting${meant === undefined ? '' : `; did you mean ${meant}?`}`)
  }
  const values: Record<string, unknown> = {}
  for (const [name, { read, default: fallback }] of Object.entries(settings)) {
    const given = fromFile[name]
    const result = read.safeParse(env[name] || (given === undefined ? '' : toText(given)) || fallback)
    if (result.success) values[name] = result.data
    else faults.push(...result.error.issues.map(({ message }) => `${name}: ${message}`))
  }
  if (faults.length > 0) throw new ConfigFault(faults)
  const environment = Object.entries(env).filter((entry): entry is [string, string] => isOfPlugin(entry[0]) && Boolean(entry[1]))
  const inFile = { file: plugins.settings ?? {}, environment: Object.fromEntries(environment) }
  return toConfig(values as Values, { listed: plugins.plugins ?? [], settings: inFile, folder })
}

type PluginsGiven = { listed: readonly string[]; settings: PluginSettings; folder: string }

const toConfig = (values: Values, { listed, settings, folder }: PluginsGiven): Config => {
  const { LOGLINE_ANONYMOUS: anonymous, HOST: host } = values
  return deepFreeze({
    host,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL || null,
    data: values.LOGLINE_DATA,
    demo: values.LOGLINE_DEMO === 'on',
    anonymous:
      anonymous === ''
        ? { role: isLoopback(host) ? 'VIEWER' : null, localOnly: true }
        : { role: anonymousRoles[anonymous], localOnly: false },
    sessionHours: values.LOGLINE_SESSION_HOURS,
    allowedOrigins: values.LOGLINE_ALLOWED_ORIGINS,
    detectors: values.LOGLINE_DETECTORS,
    experimentZone: values.LOGLINE_EXPERIMENT_ZONE,
    eventRetentionDays: values.LOGLINE_EVENT_RETENTION_DAYS,
    idempotencyDays: values.LOGLINE_IDEMPOTENCY_DAYS,
    plugins: {
      modules: values.LOGLINE_PLUGINS.length > 0 ? values.LOGLINE_PLUGINS : listed,
      folder,
      off: values.LOGLINE_PLUGINS_OFF,
      memoryMb: values.LOGLINE_PLUGIN_MEMORY_MB,
      startSeconds: values.LOGLINE_PLUGIN_START_SECONDS,
      settings,
    },
    logLevel: values.LOGLINE_LOG_LEVEL,
    limits: {
      tokens: values.LOGLINE_MAX_TOKENS,
      depth: values.LOGLINE_MAX_DEPTH,
      fields: values.LOGLINE_MAX_FIELDS,
      rootFields: values.LOGLINE_MAX_ROOT_FIELDS,
      aliases: values.LOGLINE_MAX_ALIASES,
      directives: values.LOGLINE_MAX_DIRECTIVES,
      cost: values.LOGLINE_MAX_COST,
      seconds: values.LOGLINE_MAX_SECONDS,
      bodyBytes: values.LOGLINE_MAX_BODY_BYTES,
      messageBytes: values.LOGLINE_MAX_MESSAGE_BYTES,
      subscriptions: values.LOGLINE_MAX_SUBSCRIPTIONS,
    },
  })
}

const deepFreeze = <Value extends object>(value: Value): Value => {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner)
  return Object.freeze(value)
}

/** The settings of this process: its environment and the logline.config.ts of the working folder, else of the project. */
export const loadConfig = async (root: URL = new URL('../', import.meta.url), working: URL = pathToFileURL(`${process.cwd()}/`)): Promise<Config> => {
  // Whoever has Logline as a package keeps settings and data beside what is their own.
  const isPackage = root.pathname.includes('/node_modules/')
  const home = isPackage || existsSync(new URL('logline.config.ts', working)) ? working : root
  const path = new URL('logline.config.ts', home)
  const file: { default?: unknown } = existsSync(path) ? await import(path.href) : {}
  // The usual data lie there too, from wherever the command is called.
  const env = { LOGLINE_DATA: fileURLToPath(new URL('data', home)), ...process.env }
  return readConfig(process.env['LOGLINE_DATA'] === undefined && !namesData(file.default) ? env : process.env, file.default, fileURLToPath(home))
}

const namesData = (file: unknown): boolean => typeof file === 'object' && file !== null && 'LOGLINE_DATA' in file

/** README's configuration table, in Markdown. */
export const configTable = (): string =>
  [
    '| key | default | what it is |',
    '|---|---|---|',
    ...Object.entries(settings).map(
      ([name, { default: fallback, description }]) =>
        `| \`${name}\` | ${fallback && `\`${fallback}\``} | ${description} |`,
    ),
  ].join('\n')
