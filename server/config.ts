import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import { anonymousRoles, settings } from './config-keys.ts'
import type { Role } from './domain/access.ts'
import type { PluginSettings } from './plugins/settings.ts'
import { nearest } from './spelling.ts'

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
    /** The server answers after these, whatever its plugins do. */
    waitSeconds: number
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
      waitSeconds: values.LOGLINE_PLUGIN_WAIT_SECONDS,
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

/** The file of settings in a folder, as ES module whatever its package says: the second name. */
const fileNames = ['logline.config.ts', 'logline.config.mts'] as const

const findFile = (folder: URL): URL | undefined => fileNames.map((name) => new URL(name, folder)).find((path) => existsSync(path))

const importFile = async (path: URL): Promise<unknown> => {
  try {
    return ((await import(path.href)) as { default?: unknown }).default
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const isRequired = error instanceof SyntaxError && /\b(export|import)\b/.test(said)
    const hint = isRequired ? '; is its package.json of "type": "commonjs"? Make that "module", or call the file logline.config.mts' : ''
    throw new ConfigFault([`${fileURLToPath(path)} could not be read: ${said}${hint}`])
  }
}

/**
 * The settings of this process: its environment and the logline.config.ts of the working folder, else of the project.
 * @throws ConfigFault with every fault, naming the key or the file
 */
export const loadConfig = async (root: URL = new URL('../', import.meta.url), working: URL = pathToFileURL(`${process.cwd()}/`)): Promise<Config> => {
  // Whoever has Logline as a package keeps settings and data beside what is their own.
  const isPackage = root.pathname.includes('/node_modules/')
  const home = isPackage || findFile(working) ? working : root
  const path = findFile(home)
  const file = path && (await importFile(path))
  // The usual data lie there too, from wherever the command is called.
  const env = { LOGLINE_DATA: fileURLToPath(new URL('data', home)), ...process.env }
  return readConfig(process.env['LOGLINE_DATA'] === undefined && !namesData(file) ? env : process.env, file, fileURLToPath(home))
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
