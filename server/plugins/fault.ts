/** Where in its life a plugin may fail: what it goes through at the start, then what it does. */
export const pluginSteps = [
  'LOAD', 'CONTRACT', 'SETTINGS', 'MIGRATION', 'SERVICE', 'SCHEMA', 'PARTS', 'RESOLVER', 'HOOK', 'JOB', 'ROUTE', 'HEALTH', 'BACKGROUND',
] as const

export type PluginStep = (typeof pluginSteps)[number]

/** What a plugin did not do. `message` is fit for the page of plugins: no stack, no SQL. */
export class PluginFailure extends Error {
  override name = 'PluginFailure'
  plugin: string
  step: PluginStep
  /** It took longer than it may, rather than throwing. */
  timedOut: boolean
  constructor(plugin: string, step: PluginStep, message: string, { cause, timedOut = false }: { cause?: unknown; timedOut?: boolean } = {}) {
    super(message, { cause })
    this.plugin = plugin
    this.step = step
    this.timedOut = timedOut
  }
}

const longest = 1000

/** The innermost reason: what wraps it (drizzle's "Failed query: …") repeats whole statements. */
const reasonOf = (error: unknown): unknown =>
  error instanceof Error && error.message.startsWith('Failed query:') && error.cause !== undefined ? reasonOf(error.cause) : error

/**
 * What somebody threw, in words.
 * @param folder the plugin's own, which is said as `.`
 */
export const messageOf = (error: unknown, folder?: string): string => {
  const reason = reasonOf(error)
  const said = reason instanceof Error ? reason.message || reason.name : typeof reason === 'string' ? reason : `threw ${shown(reason)}`
  const text = folder ? said.replaceAll(folder, '.') : said
  return text.length > longest ? `${text.slice(0, longest)} …` : text
}

const shown = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return typeof value
  }
}
