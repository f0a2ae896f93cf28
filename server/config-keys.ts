import { z } from 'zod'

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

export const anonymousRoles = {
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
  LOGLINE_PLUGIN_WAIT_SECONDS: define(whole(0, 600), '3', 'Seconds that the server waits for its plugins before it answers; what takes longer takes its place when it is ready'),
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
