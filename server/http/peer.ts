import type { IncomingMessage } from 'node:http'
import { isLoopback } from '../config.ts'

const hostOf = (header: string | undefined): string => {
  const text = `http://${header ?? ''}`
  return URL.canParse(text) ? new URL(text).hostname : ''
}

const addresses = (request: IncomingMessage): string[] => {
  const { forwarded, 'x-forwarded-for': list, 'x-real-ip': real } = request.headers
  return [
    ...[...(forwarded ?? '').matchAll(/for\s*=\s*("[^"]*"|[^;,\s]*)/gi)].map(([, node = '']) =>
      node.replaceAll('"', ''),
    ),
    ...[list ?? [], real ?? []].flat().join(',').split(','),
  ]
    .map((address) => address.trim())
    .filter(Boolean)
}

const withoutPort = (address: string): string =>
  /^\[(.+)\](:\d+)?$/.exec(address)?.[1] ?? /^([^:]+):\d+$/.exec(address)?.[1] ?? address

/** Whether a proxy says that the request comes from another machine (an address that it hides counts as one). */
export const isForwarded = (request: IncomingMessage): boolean =>
  addresses(request).some((address) => !isLoopback(withoutPort(address)))

/**
 * Whether the request was made on this machine, to this machine: by its peer, by what proxies say, and by the name it
 * asks for. The last keeps web pages out whose name was made to point here (DNS rebinding).
 */
export const isLocal = (request: IncomingMessage): boolean =>
  isLoopback(request.socket.remoteAddress ?? '') && isLoopback(hostOf(request.headers.host)) && !isForwarded(request)

/**
 * Where a request comes from, for counting. Of what proxies say only the last word counts, and only when the proxy is
 * on this machine: the rest is anybody's.
 */
export const addressOf = ({ socket, headers }: IncomingMessage): string => {
  const peer = socket.remoteAddress ?? ''
  const [last] = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').toReversed()
  return isLoopback(peer) && last?.trim() ? last.trim() : peer
}

const isOwnOrigin = (origin: string, headers: IncomingMessage['headers']): boolean =>
  URL.canParse(origin) && [headers.host, headers['x-forwarded-host']].flat().includes(new URL(origin).host)

/**
 * Whether a request was made by a page of ours, or by nobody's page: what may come with a cookie. Browsers name the
 * origin of everything but plain reading, and (over https, or on this machine) how it stands to ours.
 * @param orProgram whether writing without an origin passes, too: as programs do, who have no cookie to lose
 */
export const isOwnPage = ({ method, headers }: IncomingMessage, { orProgram = false } = {}): boolean => {
  const site = headers['sec-fetch-site'] ?? 'same-origin'
  if (site !== 'same-origin' && site !== 'none') return false
  if (headers.origin !== undefined) return isOwnOrigin(headers.origin, headers)
  return orProgram || ((method === 'GET' || method === 'HEAD') && headers.upgrade === undefined)
}

/** Rules for the pages of other sites: which of them may use the API, by the origin their browser tells. */
export type Origins = { isAllowed: (request: IncomingMessage) => boolean; isForeign: (origin: string) => boolean }

/** @param allowed origins besides our own, as `https://example.org` */
export const createOrigins = (allowed: readonly string[]): Origins => {
  const known = new Set(allowed)
  return {
    isForeign: (origin) => known.has(origin),
    isAllowed: ({ headers }) => {
      const { origin } = headers
      if (origin === undefined || known.has(origin)) return true
      return isOwnOrigin(origin, headers)
    },
  }
}
