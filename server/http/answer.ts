import type { GraphQLError } from 'graphql'
import { statusOf } from './error.ts'
import type { Answer } from './execute.ts'

const responseType = 'application/graphql-response+json'
const jsonType = 'application/json'

export type AnswerType = typeof responseType | typeof jsonType

/**
 * Which of the two JSON types a client wants, by its Accept header; null when it takes neither. Without a preference
 * it is application/json, as old clients know no other.
 */
export const negotiate = (accept: string | null | undefined): AnswerType | null => {
  if (!accept?.trim()) return jsonType
  const offers = accept
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((word) => word.trim())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      const otherCharset = parameters.some((parameter) => /^charset=(?!"?utf-?8)/.test(parameter))
      return { type, quality: otherCharset ? 0 : quality ? Number(quality.slice(2)) : 1 }
    })
  const qualityOf = (...types: string[]) =>
    types
      .map((type) => offers.find((offer) => offer.type === type)?.quality)
      .find((quality) => quality !== undefined) ?? 0
  const json = qualityOf(jsonType, 'application/*', '*/*')
  const response = qualityOf(responseType)
  if (json <= 0 && response <= 0) return null
  if (json !== response) return json > response ? jsonType : responseType
  return offers.findIndex(({ type }) => type === responseType) < offers.findIndex(({ type }) => type === jsonType) ||
    !offers.some(({ type }) => type === jsonType)
    ? responseType
    : jsonType
}

/** Whether a client takes a stream of answers: server-sent events, or parts. */
export const takesStreams = (accept: string | null | undefined): boolean =>
  !accept?.trim() || /(?:text\/event-stream|text\/\*|\*\/\*|multipart\/mixed)/i.test(accept)

/** The answer as JSON, written once: what the executor has written already is taken as it is. */
export const toJson = ({ data, errors, extensions, text }: Answer): string => {
  const parts: string[] = []
  if (errors && errors.length > 0) parts.push(`"errors":${JSON.stringify(errors)}`)
  if (text !== undefined) parts.push(`"data":${text}`)
  else if (data !== undefined) parts.push(`"data":${JSON.stringify(data)}`)
  if (extensions) parts.push(`"extensions":${JSON.stringify(extensions)}`)
  return `{${parts.join(',')}}`
}

const hasData = ({ data, text }: Answer) => data !== undefined || text !== undefined

/** Status and headers of an answer. */
export const headOf = (answer: Answer & { errors?: readonly GraphQLError[] }, type: AnswerType) => {
  const status = answer.errors && !hasData(answer) ? statusOf(answer.errors, type === jsonType) : 200
  const headers: Record<string, string> = { 'content-type': `${type}; charset=utf-8` }
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="logline"'
  if (status === 405) headers['allow'] = 'GET, POST'
  // The rest of a body that was refused would be read as the next request.
  if (status === 413) headers['connection'] = 'close'
  return { status, headers }
}
