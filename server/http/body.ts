import type { IncomingMessage } from 'node:http'
import type { GraphQLParams } from 'graphql-yoga'
import { clientError } from './error.ts'

const jsonTypes = /^application\/(graphql\+)?json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?;?$/i

/** Whether a request says that its body is JSON: what no form of another site can say without being asked. */
export const isJson = ({ headers }: IncomingMessage): boolean => jsonTypes.test((headers['content-type'] ?? '').trim())

/**
 * The body of a request, in UTF-8.
 * @throws BODY_TOO_LARGE as soon as it is, UNSUPPORTED_MEDIA_TYPE when it is compressed
 */
export const readBody = (request: IncomingMessage, limit: number): Promise<string> => {
  const tooLarge = () =>
    clientError('BODY_TOO_LARGE', `This request is larger than ${limit} bytes`, { limit: 'bodyBytes', allowed: limit })
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge())
  if (!['identity', undefined].includes(request.headers['content-encoding'])) {
    return Promise.reject(clientError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as it is, not compressed'))
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) {
        request.removeAllListeners('data')
        request.resume()
        reject(tooLarge())
      } else {
        chunks.push(chunk)
      }
    })
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
    request.on('close', () => {
      if (!request.complete) reject(clientError('BAD_REQUEST', 'The request ended before its body'))
    })
  })
}

const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw clientError('BAD_REQUEST', `${what} is not JSON`)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wordFor = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`)

const known = new Set(['query', 'variables', 'operationName', 'extensions'])

/** @throws BAD_REQUEST saying which parameter is missing, of a wrong kind or unknown */
const toParameters = (value: unknown): GraphQLParams => {
  if (Array.isArray(value))
    throw clientError('BAD_REQUEST', 'Several operations in one request are not taken: send them one by one')
  if (!isObject(value)) throw clientError('BAD_REQUEST', `The request must be an object, not ${wordFor(value)}`)
  const { query, variables, operationName, extensions } = value
  const unknown = Object.keys(value).find((name) => !known.has(name))
  if (unknown !== undefined) throw clientError('BAD_REQUEST', `There is no parameter "${unknown.slice(0, 60)}"`)
  if (typeof query !== 'string')
    throw clientError(
      'BAD_REQUEST',
      query == null ? 'The parameter query is missing' : `query must be text, not ${wordFor(query)}`,
    )
  if (variables != null && !isObject(variables))
    throw clientError('BAD_REQUEST', `variables must be an object, not ${wordFor(variables)}`)
  if (extensions != null && !isObject(extensions))
    throw clientError('BAD_REQUEST', `extensions must be an object, not ${wordFor(extensions)}`)
  if (operationName != null && typeof operationName !== 'string') {
    throw clientError('BAD_REQUEST', `operationName must be text, not ${wordFor(operationName)}`)
  }
  return {
    query,
    ...(variables == null ? {} : { variables }),
    ...(operationName == null ? {} : { operationName }),
    ...(extensions == null ? {} : { extensions }),
  }
}

/**
 * GraphQL's parameters: from the URL of a GET, or the JSON of a POST. Forms are refused: a page of another site can
 * send them without being asked.
 */
export const readParameters = async (request: IncomingMessage, limit: number): Promise<GraphQLParams> => {
  if (request.method === 'GET') {
    const search = new URLSearchParams(request.url?.split('?', 2)[1] ?? '')
    const [variables, extensions] = ['variables', 'extensions'].map((name) => {
      const text = search.get(name)
      return text ? parseJson(text, name) : undefined
    })
    return toParameters({
      query: search.get('query') ?? undefined,
      operationName: search.get('operationName') || undefined,
      variables,
      extensions,
    })
  }
  if (request.method !== 'POST') throw clientError('METHOD_NOT_ALLOWED', 'GraphQL takes GET and POST')
  if (!isJson(request)) {
    throw clientError('UNSUPPORTED_MEDIA_TYPE', 'POST takes application/json in UTF-8 and nothing else')
  }
  return toParameters(parseJson(await readBody(request, limit), 'The body'))
}
