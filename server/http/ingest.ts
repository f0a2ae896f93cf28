import { GraphQLError } from 'graphql'
import { actorOf, type Principal } from '../domain/access.ts'
import { codeOf } from '../domain/transact.ts'
import type { Log } from '../log.ts'
import { messageOf, PluginFailure } from '../plugins/fault.ts'
import type { HostedPlugin, RouteDeclaration } from '../plugins/hosted.ts'
import { runRoute } from '../plugins/run-route.ts'
import { refusal } from './access.ts'
import { clientError, publish, statusOf } from './error.ts'
import { isOwnPage } from './peer.ts'
import type { Principals } from './principal.ts'
import { reply, type Exchange, type Route } from './route.ts'
import { forgetEndedSession } from './session-cookie.ts'
import { createSpool } from './spool.ts'

const json = 'application/json; charset=utf-8'
/** More than so many at a time are told to come again. */
const mostAtOnce = 32
/** How long (ms) somebody whose file was refused may go on sending it, to read why. */
const lingerMs = 2000

export type IngestOptions = {
  find: (plugin: string) => Pick<HostedPlugin, 'id' | 'state' | 'routes' | 'process' | 'noteFault' | 'noteWell'> | null
  principals: Principals
  /** Folder of the files while a plugin works on them. */
  folder: string
  log: Log
}

/** `attachment; filename="a.csv"; filename*=UTF-8''%C3%A4.csv`: the last one, where there are both. */
const fileNameOf = (disposition: string | undefined): string | null => {
  const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (extended !== undefined && /^([^%]|%[0-9a-f]{2})*$/i.test(extended)) {
    try {
      return decodeURIComponent(extended.trim())
    } catch {
      // Not UTF-8 after all: the plain name may do.
    }
  }
  const [, quoted, plain] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(disposition ?? '') ?? []
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? plain?.trim() ?? null
}

/** Answers, and lets who is still sending come to an end: whoever is cut off in the middle never reads why. */
const refuse = async (exchange: Exchange, status: number, body: string): Promise<void> => {
  const { request, response } = exchange
  if (request.complete || request.destroyed) return reply(exchange, status, json, body)
  response.writeHead(status, {
    'content-type': json, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', connection: 'close',
  })
  response.write(body)
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, lingerMs)
    request.once('close', () => {
      clearTimeout(late)
      resolve()
    })
    request.once('end', () => {
      clearTimeout(late)
      resolve()
    })
    request.resume()
  })
  response.end()
}

/** POST /ingest/<plugin>/<path>: a file for a plugin, from whoever has the right `file:ingest`. It answers in JSON. */
export const ingestRoute = ({ find, principals, folder, log }: IngestOptions): Route => {
  const spool = createSpool(folder)
  let underWay = 0

  const routeOf = (path: string) => {
    const [, id = '', ...rest] = path.slice(1).split('/')
    const plugin = find(id)
    if (!plugin) throw clientError('NOT_FOUND', `There is no plugin "${id.slice(0, 60)}"`)
    const { state, step, error } = plugin.state()
    if (state !== 'READY' && state !== 'DEGRADED') {
      const why = step === null ? '' : `: ${step} ${error ?? ''}`
      throw clientError('PLUGIN_NOT_READY', `The plugin ${id} takes nothing in now, it is ${state}${why}`.trimEnd())
    }
    const route = plugin.routes.find((one) => one.path === `/${rest.join('/')}`)
    if (!route) {
      const known = plugin.routes.map((one) => `/ingest/${id}${one.path}`).join(', ')
      throw clientError('NOT_FOUND', known ? `The plugin ${id} takes files in at ${known}` : `The plugin ${id} takes no files in`)
    }
    return { plugin, route }
  }

  const bring = async (exchange: Exchange, principal: Principal, { plugin, route }: { plugin: NonNullable<ReturnType<IngestOptions['find']>>; route: RouteDeclaration }) => {
    const { request } = exchange
    await using spooled = await spool.take(request, route.maxBytes)
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const { id, name } = actorOf(principal)
    const told = {
      file: spooled.file, size: spooled.size, hash: spooled.hash,
      name: searchParams.get('name') ?? fileNameOf(request.headers['content-disposition']),
      type: request.headers['content-type'] ?? null,
      query: Object.fromEntries(searchParams), actor: { id, name },
    }
    try {
      // Whoever hangs up now has sent all: it is worked on to its end.
      const answer = await runRoute(plugin.process, route, told, new AbortController().signal)
      plugin.noteWell('ROUTE', route.path)
      return answer
    } catch (error) {
      plugin.noteFault('ROUTE', route.path, error)
      const message = messageOf(error).replaceAll(folder, '.')
      throw clientError('PLUGIN_FAILED', `The plugin ${plugin.id} failed: ${message}`, { timedOut: error instanceof PluginFailure && error.timedOut })
    }
  }

  const answer = async (exchange: Exchange) => {
    const { request, path, response } = exchange
    if (!isOwnPage(request, { orProgram: true })) throw clientError('FORBIDDEN', 'Pages of other sites can send no files')
    const principal = await principals.of(request)
    const refused = refusal([{ field: 'ingest', right: 'file:ingest' }], principal)
    if (refused) throw refused
    const found = routeOf(path)
    if (underWay >= mostAtOnce) {
      response.setHeader('retry-after', '5')
      throw clientError('TOO_MANY_REQUESTS', `${underWay} files are being taken in: try again in 5 s`)
    }
    underWay++
    try {
      return await bring(exchange, principal, found)
    } finally {
      underWay--
    }
  }

  return {
    name: 'ingest',
    methods: ['POST'],
    takes: (path) => path.startsWith('/ingest/'),
    handle: async (exchange) => {
      const { response, requestId } = exchange
      try {
        const { status, body } = await answer(exchange)
        reply(exchange, status, json, `${JSON.stringify(body) ?? 'null'}\n`)
      } catch (error) {
        if (response.destroyed) return
        forgetEndedSession(error, response)
        const full = codeOf(error) === 'ENOSPC' ? clientError('NO_SPACE', 'The disk of the server is full') : error
        const told = publish(full, requestId, log)
        const status = full instanceof GraphQLError ? statusOf([told], false) : 500
        if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="logline"')
        await refuse(exchange, status, `${JSON.stringify({ errors: [told] })}\n`)
      }
    },
  }
}
