import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, constants } from 'node:zlib'
import { GraphQLError } from 'graphql'
import { exportLists, TooManyExports, type Exported, type ExportList, type Exports } from '../domain/export.ts'
import { BadQuestion } from '../domain/fault.ts'
import { refusal } from './access.ts'
import { errorCodes, isErrorCode } from './error.ts'
import { exportFormats, writeExport, type ExportFormat, type ExportFormatName } from './export-format.ts'
import type { ReadExportRequest } from './export-request.ts'
import type { Principals } from './principal.ts'
import { forgetEndedSession } from './session-cookie.ts'
import { reply, type Exchange, type Route } from './route.ts'
import { codeOf } from '../domain/transact.ts'
import { accepts } from './static.ts'

const text = 'text/plain; charset=utf-8'
const formatNames = Object.keys(exportFormats) as ExportFormatName[]
const path = new RegExp(`^/export/(${exportLists.join('|')})\\.(${formatNames.join('|')})$`)
/** Who takes nothing for so long (ms) is gone: the snapshot is not held for them. */
const patienceMs = 60_000

/** SQLSTATE of a statement that ran into its timeout. */
const queryCanceled = '57014'

/** logline-runs-20240501T1200Z.csv */
const fileName = (list: ExportList, ending: string, now: number) => `logline-${list}-${new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z.${ending}`

/** Asks for the first batch before anything is answered: a question that fails gets its own status. */
const begun = async (chunks: AsyncGenerator<string, void>): Promise<AsyncGenerator<string, void>> => {
  const first = await chunks.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* chunks
  })()
}

const send = async ({ request, response }: Exchange, { names, count, batches }: Exported, format: ExportFormat, name: string): Promise<void> => {
  const zipped = accepts(request.headers['accept-encoding'], 'gzip')
  const head = {
    'content-type': format.type,
    'content-disposition': `attachment; filename="${name}"`,
    'x-total-count': String(count),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    ...(zipped && { 'content-encoding': 'gzip' }),
  }
  if (request.method === 'HEAD') return void response.writeHead(200, head).end()
  const chunks = await begun(writeExport(format, names, batches))
  response.writeHead(200, head)
  response.setTimeout(patienceMs, () => response.destroy())
  const source = Readable.from(chunks, { highWaterMark: 1 })
  // Whatever breaks destroys the connection: half an export must not look like a whole one.
  await (zipped
    ? pipeline(source, createGzip({ level: constants.Z_BEST_SPEED }), response)
    : pipeline(source, response))
}

/** What was foreseen, as a status with words; null for a bug. */
const refusalOf = (error: unknown): { status: number; message: string } | null => {
  if (error instanceof BadQuestion) return { status: 400, message: error.message }
  if (codeOf(error) === queryCanceled) return { status: 503, message: 'The database took longer than 60 s to begin: ask for less, or in another order' }
  if (error instanceof TooManyExports) return { status: 503, message: error.message }
  if (!(error instanceof GraphQLError)) return null
  const { code } = error.extensions
  return isErrorCode(code) ? { status: errorCodes[code].status, message: error.message } : null
}

const wasAbandoned = (response: ServerResponse, error: unknown): boolean =>
  response.destroyed && error instanceof Error && 'code' in error && ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ABORT_ERR'].includes(String(error.code))

/**
 * GET /export/runs.csv|json|ndjson, fills and environments alike: whole lists as files, for those who may read.
 * Answers 400 with the word that is wrong, 401, 403, 503 when too many are under way.
 */
export const exportRoute = ({ exports, principals, read, now }: { exports: Exports; principals: Principals; read: ReadExportRequest; now: () => number }): Route => ({
  name: 'export',
  methods: ['GET', 'HEAD'],
  takes: (asked) => asked.startsWith('/export/'),
  handle: async (exchange) => {
    const { request, response } = exchange
    try {
      const refused = refusal([{ field: 'export', right: 'read' }], await principals.of(request))
      if (refused) throw refused
      const [, list, ending] = path.exec(exchange.path) ?? []
      if (!list || !ending) {
        return reply(exchange, 404, text, `There are exports of ${exportLists.join(', ')}, as ${formatNames.join(', ')}: /export/runs.csv\n`)
      }
      const name = ending as ExportFormatName
      const url = new URL(request.url ?? '/', 'http://localhost')
      await exports(await read(list as ExportList, url.searchParams), (exported) =>
        send(exchange, exported, exportFormats[name], fileName(list as ExportList, name, now())))
    } catch (error) {
      if (response.headersSent) {
        response.destroy()
        if (!wasAbandoned(response, error)) throw error
        return
      }
      const known = refusalOf(error)
      if (!known) throw error
      forgetEndedSession(error, response)
      if (known.status === 401) response.setHeader('www-authenticate', 'Bearer realm="logline"')
      if (known.status === 503) response.setHeader('retry-after', '5')
      reply(exchange, known.status, text, `${known.message}\n`)
    }
  },
})
