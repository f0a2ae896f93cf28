/** A file that came in, spooled to disk before the plugin is told: nothing it does can hold up the server. */
export type IngestRequest = {
  /** Where it lies until the route has answered. */
  file: string
  /** What the client called it: `?name=`, or the file name of its content-disposition. */
  name: string | null
  type: string | null
  /** Bytes. */
  size: number
  /** SHA-256, hex. */
  hash: string
  query: Readonly<Record<string, string>>
  /** Who sent it. */
  actor: { id: string; name: string }
}

/** 200 … 299 or 400 … 499; `body` is sent as JSON. */
export type IngestAnswer = { status: number; body: unknown }

export type Route = {
  kind: 'ingest'
  /** Below /ingest/<plugin>: `/files` */
  path: `/${string}`
  /** For the documentation. */
  description?: string
  /** Bytes that are taken at most; 64 MiB unless told. */
  maxBytes?: number
  /** 60 unless told. */
  timeoutSeconds?: number
  /** Globs of the files it is for, by their paths in a folder: what else lies in one that is given to `logline ingest` is passed over. All unless told. */
  patterns?: readonly string[]
  handle: (request: IngestRequest, signal: AbortSignal) => Promise<IngestAnswer>
}

/** A route that takes in files by POST, from whoever has the right `file:ingest`. */
export const ingest = (route: Omit<Route, 'kind'>): Route => ({ kind: 'ingest', ...route })
