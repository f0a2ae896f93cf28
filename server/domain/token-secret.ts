import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Token } from '../../drizzle/tables/token.ts'

const checksum = (text: string): string => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(text))
  return bytes.toString('base64url')
}

const bodyLength = 43
const secretShape = new RegExp(`^(ll_(?:pat|svc)_[A-Za-z0-9_-]{${bodyLength}})([A-Za-z0-9_-]{6})$`)

/** 32 random bytes in base64url: what nobody guesses. */
export const randomText = (): string => randomBytes(32).toString('base64url')

/** `ll_pat_` or `ll_svc_`, 32 random bytes in base64url, and a CRC-32 of both in six letters. */
export const makeSecret = (kind: Token['kind']): string => {
  const text = `ll_${kind === 'PERSONAL' ? 'pat' : 'svc'}_${randomText()}`
  return text + checksum(text)
}

/** Whether a text can be a token at all: tells a typing error without asking the database. */
export const isSecret = (text: string): boolean => {
  const [, body, sum] = secretShape.exec(text) ?? []
  return body !== undefined && checksum(body) === sum
}

/** What is stored of a secret: SHA-256, enough for what is random all through. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
