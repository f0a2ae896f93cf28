export type EmbeddedFaultCode =
  | 'NO_BINARIES'
  | 'NOT_PERMITTED'
  | 'NO_SPACE'
  | 'OTHER_VERSION'
  | 'PASSWORD_REFUSED'
  | 'NOT_A_CLUSTER'
  | 'START_FAILED'

/** The embedded database cannot be had; the message names what, where and the way out. */
export class EmbeddedFault extends Error {
  readonly code: EmbeddedFaultCode

  constructor(code: EmbeddedFaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EmbeddedFault'
    this.code = code
  }
}

/** Another Logline server runs on the same data; `pid` and `address` are what it said of itself. */
export class EmbeddedInUse extends Error {
  readonly code = 'IN_USE'
  readonly directory: string
  readonly pid: number
  readonly address: string

  constructor(directory: string, pid: number, address: string) {
    super(`Logline already runs on ${directory} (pid ${pid}, ${address})`)
    this.name = 'EmbeddedInUse'
    this.directory = directory
    this.pid = pid
    this.address = address
  }
}

const errnoOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Turns a failed file operation or the words of initdb and postgres into a fault that names the place. */
export const toFault = (error: unknown, doing: string, place: string): unknown => {
  if (error instanceof EmbeddedFault && error.code !== 'START_FAILED') return error
  const errno = errnoOf(error)
  const text = error instanceof Error ? error.message : String(error)
  if (errno === 'ENOSPC' || errno === 'EDQUOT' || /no space left on device|disk quota exceeded/i.test(text))
    return new EmbeddedFault(
      'NO_SPACE',
      `No space left while ${doing} in ${place}: free some, or set LOGLINE_DATA\n${text}`,
      { cause: error },
    )
  if (['EACCES', 'EPERM', 'EROFS', 'EINVAL', 'ENOTDIR', 'EEXIST'].includes(errno))
    return new EmbeddedFault(
      'NOT_PERMITTED',
      `Not possible: ${doing} in ${place} (${text}). Run Logline as the user who owns the data, ` +
        'or set LOGLINE_DATA to a folder it may write, or DATABASE_URL to a PostgreSQL of your own',
      { cause: error },
    )
  return error
}
